import type { Migration } from "./migrations.ts";

/** How much a database holds: the rows of a table under `tasks`, the values other than NULL of a column under `tasks.title`. */
export type Contents = ReadonlyMap<string, number>;

/**
 * What a migration lost of what was there before it, less what its file allows: `["comments: 3 of 3 rows"]`. Tables and
 * columns that it renames are found again under their new names.
 */
export function dataLoss(migration: Migration, before: Contents, after: Contents): string[] {
  const lost = new Map<string, string>();
  for (const [name, count] of before) {
    const [table = name] = name.split(".");
    // The loss of a row is not reported once more for each of its columns.
    if (lost.has(table) || migration.mayLose.includes(table) || migration.mayLose.includes(name)) continue;
    const left = after.get(nameAfter(name, migration.statements)) ?? 0;
    if (left < count) lost.set(name, `${count - left} of ${count} ${name === table ? "rows" : "values"}`);
  }
  return [...lost].map(([name, loss]) => `${name}: ${loss}`);
}

/** The refusal of a migration that lost something it does not allow. */
export function dataLossMessage(losses: string[]): string {
  const names = losses.map((loss) => loss.slice(0, loss.indexOf(":"))).join(" ");
  return (
    `it would lose data (${losses.join("; ")}). ` +
    `If that is meant, add this line to the file: -- plinth: allow-data-loss ${names}`
  );
}

const IDENTIFIER = String.raw`["\x60\[]?(\w+)["\x60\]]?`;
const RENAME = new RegExp(
  String.raw`ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:["\w]+\.)?${IDENTIFIER}\s+RENAME\s+(?:(?:COLUMN\s+)?${IDENTIFIER}\s+)?TO\s+${IDENTIFIER}`,
  "gi",
);

function nameAfter(name: string, statements: string[]): string {
  let [table, column] = name.split(".");
  for (const [, ofTable, from, to] of statements.join("\n").matchAll(RENAME)) {
    if (ofTable !== table) continue;
    if (from === undefined) table = to;
    else if (from === column) column = to;
  }
  return column === undefined ? `${table}` : `${table}.${column}`;
}
