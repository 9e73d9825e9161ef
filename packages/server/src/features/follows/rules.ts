import { rules } from "@plinth/kernel";
import { taskRules } from "../tasks/rules.ts";
import { tasks } from "../tasks/table.ts";

/** Whoever sees a task may follow it, also in an archived project. */
export const followRules = rules(tasks, { noun: "task", sight: taskRules, deeds: { follow: () => true } });
