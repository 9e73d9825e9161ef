import { type Feature, ownerId, searched, wordsName } from "../feature.ts";
import type { Field } from "../field.ts";
import { importing, lines } from "./importing.ts";
import { changes, values } from "./sample-values.ts";

/** `router.ts`: its procedures. */
export function routerFile({ plural }: Feature): string {
  return lines(
    importing("t", "@plinth/kernel"),
    importing(`${plural}Resource`, `./${plural}.ts`),
    "",
    `export const ${plural}Router = t.router({ ...${plural}Resource.procedures });`,
  );
}

/** `access.ts`: for each procedure an input to measure who may call it. */
export function accessFile(feature: Feature): string {
  const { noun, plural } = feature;
  const owner = ownerId(feature);
  return lines(
    importing("type Samples", "../../access/samples.ts"),
    "",
    `export const ${noun}Samples: Samples<"${plural}"> = {`,
    `  list: ({ ${owner} }) => ({ ${owner} }),`,
    `  get: ({ ${noun}Id }) => ({ id: ${noun}Id }),`,
    `  count: ({ ${owner} }) => ({ ${owner} }),`,
    `  create: ({ ${owner} }) => ({ ${owner}, ${values(feature)} }),`,
    `  update: ({ ${noun}Id }) => ({ id: ${noun}Id, ${changes(feature)} }),`,
    `  delete: ({ ${noun}Id }) => ({ id: ${noun}Id }),`,
    "};",
  );
}

/** The words that a field is one of. Without imports, so that the browser can use them. */
export function wordsFileOf(feature: Feature, field: Field): string {
  const list = JSON.stringify(field.words);
  return lines(`export const ${wordsName(feature, field)} = ${list} as const;`);
}

/** `search-index.ts`: what rows are found by. */
export function searchIndexFile(feature: Feature): string {
  const { noun, plural } = feature;
  const columns = searched(feature).map(({ name }) => `${plural}.${name}`);
  return lines(
    importing("fullText", "@plinth/database"),
    importing(plural, "./table.ts"),
    "",
    `export const ${noun}Search = fullText("${noun}_search", {`,
    `  table: ${plural},`,
    `  key: ${plural}.id,`,
    `  at: ${plural}.createdAt,`,
    `  within: ${plural}.${ownerId(feature)},`,
    `  columns: [${columns.join(", ")}],`,
    "});",
  );
}
