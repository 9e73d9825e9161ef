import { rules, through } from "@plinth/kernel";
import { atLeast } from "../members/rules.ts";
import { projectRules } from "../projects/rules.ts";
import { projects } from "../projects/table.ts";
import { statuses } from "./table.ts";

const byAdmins = atLeast("admin", "change the statuses of a project");

export const statusRules = rules(statuses, {
  noun: "status",
  sight: through({ row: statuses.projectId, key: projects.id, sight: projectRules }),
  deeds: { update: byAdmins, move: byAdmins, delete: byAdmins },
});
