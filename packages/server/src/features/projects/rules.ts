import { rules } from "@plinth/kernel";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { projects } from "./table.ts";

export const projectRules = rules(projects, {
  noun: "project",
  sight: inWorkspace(projects.workspaceId),
  deeds: {
    update: atLeast("admin", "change projects"),
    archive: atLeast("admin", "archive projects"),
    restore: atLeast("admin", "restore projects"),
    createStatus: atLeast("admin", "change the statuses of a project"),
    createLabel: atLeast("member", "change labels"),
    createTask: atLeast("member", "create tasks"),
    changeTasks: atLeast("member", "change tasks"),
    import: atLeast("member", "import tasks"),
  },
});
