import { rules } from "@plinth/kernel";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";

/** Whoever sees a task may be seen looking at it, also in an archived project. */
export const lookingRules = rules(tasks, { noun: "task", sight: taskRules, deeds: { look: () => true } });
