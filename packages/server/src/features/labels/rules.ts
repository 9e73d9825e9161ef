import { rules, through } from "@plinth/kernel";
import { atLeast } from "../members/rules.ts";
import { projectRules } from "../projects/rules.ts";
import { projects } from "../projects/table.ts";
import { labels } from "./table.ts";

const byMembers = atLeast("member", "change labels");

export const labelRules = rules(labels, {
  noun: "label",
  sight: through({ row: labels.projectId, key: projects.id, sight: projectRules }),
  deeds: { update: byMembers, delete: byMembers },
});
