import { rules } from "@plinth/kernel";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { tasks } from "./table.ts";

export const taskRules = rules(tasks, {
  noun: "task",
  sight: inWorkspace(tasks.workspaceId),
  deeds: {
    update: atLeast("member", "change tasks"),
    move: atLeast("member", "move tasks"),
    delete: atLeast("member", "delete tasks"),
    restore: atLeast("member", "restore tasks"),
    comment: atLeast("member", "comment"),
  },
});
