import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every name that is taken, and where. */
export type ExistingNames = Map<string, string>;

const SOURCES = "packages/server/src";

/** Reads the names of features, tables and events, from the files that list them. */
export function existingNames(root: string): ExistingNames {
  const matchesIn = (file: string, pattern: RegExp) => {
    const text = readFileSync(join(root, SOURCES, file), "utf8");
    return [...text.matchAll(pattern)].map(([, name = ""]) => [name, `${SOURCES}/${file}`] as const);
  };
  const folders = readdirSync(join(root, SOURCES, "features"));
  const tables = matchesIn("tables.ts", /^export \{([^}]*)\}/gm).flatMap(([list, file]) =>
    list.split(",").map((name) => [name.trim(), file] as const),
  );
  return new Map([
    ...matchesIn("event-names.ts", /^ {2}"(\w+)\./gm),
    ...matchesIn("access/place.ts", /^ {2}(\w+)Id: string;/gm),
    ...tables,
    ...matchesIn("router.ts", /^ {2}(\w+): \w+Router,$/gm),
    ...folders.map((name) => [name, `${SOURCES}/features/${name}`] as const),
  ]);
}
