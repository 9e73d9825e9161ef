import { rules, through } from "@plinth/kernel";
import { atLeast } from "../members/rules.ts";
import { projectRules } from "../projects/rules.ts";
import { projects } from "../projects/table.ts";
import { imports } from "./table.ts";

const byMembers = atLeast("member", "import tasks");

export const importRules = rules(imports, {
  noun: "import",
  sight: through({ row: imports.projectId, key: projects.id, sight: projectRules }),
  deeds: { addRows: byMembers, finish: byMembers },
});
