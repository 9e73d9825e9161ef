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

/** The same, where a label that is only just being created is given as the promise of its id. */
export type PendingBulkPatch = Omit<BulkPatch, "addLabelIds"> & { addLabelIds?: string[] | Promise<string[]> };

export type NewTask = Inputs["tasks"]["create"];
export type TaskMove = Inputs["tasks"]["move"];

/** `APO-12` */
export const taskCode = (projectKey: string, number: number) => `${projectKey}-${number}`;
