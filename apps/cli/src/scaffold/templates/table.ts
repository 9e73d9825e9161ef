import { type Feature, ownerId, titled, wordsFile, wordsName } from "../feature.ts";
import { codeOf } from "../field.ts";
import { importing, lines } from "./importing.ts";

/** `table.ts`: the columns, and an index for each order of its lists. */
export function tableFile(feature: Feature): string {
  const { noun, plural, owner, preset, fields } = feature;
  const words = fields.filter(({ type }) => type === "oneOf");
  const kinds = ["table", "id", "ref", "moment", "index", ...fields.map(({ type }) => type)];
  return lines(
    importing("column", "@plinth/database"),
    preset === "own" && importing("users", "../accounts/table.ts"),
    owner === "projects" && importing("projects", "../projects/table.ts"),
    importing("workspaces", "../workspaces/table.ts"),
    ...words.map((field) => importing(wordsName(feature, field), `./${wordsFile(feature, field)}`)),
    "",
    `const { ${[...new Set(kinds)].join(", ")} } = column;`,
    "",
    `export const ${plural} = table("${plural}", {`,
    "  id: id(),",
    reference("workspaceId", "workspaces"),
    owner === "projects" && reference("projectId", "projects"),
    preset === "own" && "/** Whose it is. */",
    preset === "own" && reference("ownerId", "users"),
    ...fields.map((field) => {
      const { column } = codeOf(field, wordsName(feature, field));
      return `${field.name}: ${column}${field.nullable ? "" : ".notNull()"},`;
    }),
    "  createdAt: moment().notNull(),",
    `}, (${noun}) => [`,
    ...sortedBy(feature).map(({ name, column }) => {
      const keys = [ownerId(feature), ...(preset === "own" ? ["ownerId"] : []), column, "id"];
      return `index("${plural}_${name}").on(${keys.map((key) => `${noun}.${key}`).join(", ")}),`;
    }),
    "]);",
    "",
    `export type ${titled(feature)} = typeof ${plural}.$inferSelect;`,
  );
}

/** What lists can be ordered by, besides which row is newer. */
export function sortedBy({ fields }: Feature): { name: string; column: string }[] {
  const moments = fields.filter(({ type }) => type === "moment");
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [
    { name: "created", column: "createdAt" },
    ...moments.map(({ name }) => ({ name: snake(name), column: name })),
  ];
}

function reference(column: string, table: string): string {
  return `${column}: ref(() => ${table}.id, { onDelete: "cascade" }).notNull(),`;
}
