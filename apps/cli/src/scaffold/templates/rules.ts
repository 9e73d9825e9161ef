import type { Feature } from "../feature.ts";
import { importing, lines } from "./importing.ts";

/** `rules.ts`: who sees a row, and who may do what to it. */
export function rulesFile(feature: Feature): string {
  return feature.preset === "own" ? ownRules(feature) : sharedRules(feature);
}

function sharedRules({ noun, plural, preset }: Feature): string {
  const [role, name] = preset === "admins" ? ["admin", "byAdmins"] : ["member", "byMembers"];
  return lines(
    importing("rules", "@plinth/kernel"),
    importing("atLeast, inWorkspace", "../members/rules.ts"),
    importing(plural, "./table.ts"),
    "",
    `const ${name} = atLeast("${role}", "change ${plural}");`,
    "",
    `export const ${noun}Rules = rules(${plural}, {`,
    `  noun: "${noun}",`,
    `  sight: inWorkspace(${plural}.workspaceId),`,
    `  deeds: { create: ${name}, update: ${name}, delete: ${name} },`,
    "});",
  );
}

function ownRules({ noun, plural }: Feature): string {
  return lines(
    importing("own, rules, type Sight", "@plinth/kernel"),
    importing("sql", "drizzle-orm"),
    importing("inWorkspace", "../members/rules.ts"),
    importing("type Role", "../members/roles.ts"),
    importing(plural, "./table.ts"),
    "",
    `const mine = own(${plural}.ownerId);`,
    `const around = inWorkspace(${plural}.workspaceId);`,
    "",
    "/** Their owner alone, for as long as they belong to the workspace. */",
    "const ownersInWorkspace: Sight<Role> = {",
    `  visible: (db, person) => sql\`(\${mine.visible(db, person)} and \${around.visible(db, person)})\`,`,
    "  standing: (person) =>",
    `    sql<Role | null>\`case when \${mine.standing(person)} is not null then \${around.standing(person)} end\`,`,
    "};",
    "",
    `export const ${noun}Rules = rules(${plural}, {`,
    `  noun: "${noun}",`,
    "  sight: ownersInWorkspace,",
    "  deeds: { create: () => true, update: () => true, delete: () => true },",
    "});",
  );
}
