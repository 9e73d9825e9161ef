import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Feature, folderOf, wordsFile } from "./feature.ts";
import { insertLine } from "./insert.ts";
import { inputsFile } from "./templates/inputs.ts";
import { outputsFile } from "./templates/outputs.ts";
import { resourceFile } from "./templates/resource.ts";
import { rulesFile } from "./templates/rules.ts";
import { accessFile, routerFile, searchIndexFile, wordsFileOf } from "./templates/small-files.ts";
import { tableFile } from "./templates/table.ts";
import { testFile } from "./templates/test-file.ts";
import { inventory, wiring } from "./wiring.ts";

/** A file to be written, by its path from the root of the repository. */
export interface PlannedFile {
  path: string;
  text: string;
  /** What it holds now, where it is one of the repository's. */
  before?: string;
}

const INVENTORY = "packages/server/src/inventory.test.ts";

/** All files that a feature needs. Writes nothing. @throws Stop when the repository is not as this command knows it */
export function planFeature(root: string, feature: Feature): PlannedFile[] {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const edited = wiring(feature).map(({ path, lines }): PlannedFile => {
    const before = read(path);
    const text = lines.reduce(
      (current, { line, ...where }) => insertLine({ path, text: current }, line, where),
      before,
    );
    return { path, before, text };
  });
  const before = read(INVENTORY);
  return [
    ...ownFiles(feature),
    ...edited,
    { path: INVENTORY, before, text: inventory({ path: INVENTORY, text: before }, feature) },
  ];
}

function ownFiles(feature: Feature): PlannedFile[] {
  const { plural, fields, search } = feature;
  const files: [string, string][] = [
    ["table.ts", tableFile(feature)],
    ["rules.ts", rulesFile(feature)],
    ["inputs.ts", inputsFile(feature)],
    ["outputs.ts", outputsFile(feature)],
    [`${plural}.ts`, resourceFile(feature)],
    ["router.ts", routerFile(feature)],
    ["access.ts", accessFile(feature)],
    [`${plural}.test.ts`, testFile(feature)],
  ];
  for (const field of fields) {
    if (field.type === "oneOf") files.push([wordsFile(feature, field), wordsFileOf(feature, field)]);
  }
  if (search) files.push(["search-index.ts", searchIndexFile(feature)]);
  return files.map(([name, text]) => ({ path: `${folderOf(feature)}/${name}`, text }));
}
