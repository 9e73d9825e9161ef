import type { RouterInputs as Inputs, RouterOutputs as Outputs } from "@plinth/client";

/** A task as lists and boards have it. */
export type Task = Outputs["tasks"]["list"]["tasks"][number];

/** A task as its panel has it. */
export type TaskInFull = Outputs["tasks"]["get"];

export type Board = Outputs["tasks"]["board"];
export type BoardColumn = Board["columns"][number];
export type TaskPage = Outputs["tasks"]["list"];

/** The fields of a task that a change may name. */
export type TaskPatch = Omit<Inputs["tasks"]["update"], "id" | "version">;

/** The fields that a change of many tasks may name. */
export type BulkPatch = Omit<Inputs["tasks"]["updateMany"], "projectId" | "ids">;

export type NewTask = Inputs["tasks"]["create"];
export type TaskMove = Inputs["tasks"]["move"];

/** `APO-12` */
export const taskCode = (projectKey: string, number: number) => `${projectKey}-${number}`;
