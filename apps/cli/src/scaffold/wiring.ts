import { type Feature, folderOf, ownerId } from "./feature.ts";
import { insertLine } from "./insert.ts";
import { importing } from "./templates/importing.ts";
import { values } from "./templates/sample-values.ts";

const SERVER = "packages/server/src";

interface Edit {
  path: string;
  /** What is put in, each before the first `before` that comes after `after`. */
  lines: { line: string; after: string; before: string }[];
}

/** The lines that name a feature in the files that list them. The formatter sorts the imports afterwards. */
export function wiring(feature: Feature): Edit[] {
  const { plural } = feature;
  const from = folderOf(feature).replace(SERVER, ".");
  const importLine = (names: string, path: string) => ({
    line: `${importing(names, path)}\n`,
    after: "",
    before: "import ",
  });
  return [
    {
      path: `${SERVER}/tables.ts`,
      lines: [
        { line: `export { ${plural} } from "${from}/table.ts";\n`, after: '"@plinth/kernel";\n', before: "export {" },
      ],
    },
    {
      path: `${SERVER}/router.ts`,
      lines: [
        importLine(`${plural}Router`, `${from}/router.ts`),
        // The last, because it imports only from those above it.
        { line: `  ${plural}: ${plural}Router,\n`, after: "t.router({", before: "});" },
      ],
    },
    {
      path: `${SERVER}/event-names.ts`,
      lines: [{ line: eventNames(feature), after: "export const eventNames = [", before: "] as const" }],
    },
    ...access(feature, importLine),
  ];
}

/** Lists of tests, where a procedure is named by hand because its line is what is tested. */
export function inventory({ path, text }: { path: string; text: string }, { plural }: Feature): string {
  const [, head = "", list = "", tail = ""] =
    /^([\s\S]*?toMatchInlineSnapshot\(`\n\s*")([\s\S]*?)("\n\s*`\);[\s\S]*)$/.exec(text) ?? [];
  // Where there is no list, this says so.
  if (!list) return insertLine({ path, text }, "", { after: "toMatchInlineSnapshot(`", before: "`);" });
  const kinds = {
    list: "query",
    get: "query",
    count: "query",
    create: "mutation",
    update: "mutation",
    delete: "mutation",
  };
  const added = Object.entries(kinds).map(([verb, kind]) => `${plural}.${verb}: ${kind} for signed-in`);
  const lines = [...list.split("\n").map((line) => line.trim()), ...added].sort();
  return `${head}${lines.join("\n    ")}${tail}`;
}

function eventNames({ noun }: Feature): string {
  return ["created", "changed", "deleted"].map((what) => `  "${noun}.${what}",\n`).join("");
}

/** What the tests of access are made from. */
function access(feature: Feature, importLine: (names: string, path: string) => Edit["lines"][number]): Edit[] {
  const { noun, plural, preset } = feature;
  const owner = ownerId(feature);
  const row = `{ ${owner}, ${values(feature)} }`;
  // What is somebody's own is the member's.
  const by = preset === "own" ? "author" : "by";
  return [
    {
      path: `${SERVER}/access/samples.ts`,
      lines: [
        importLine(`${noun}Samples`, `../features/${plural}/access.ts`),
        { line: `  ${plural}: ${noun}Samples,\n`, after: "export const samples", before: "};" },
      ],
    },
    {
      path: `${SERVER}/access/place.ts`,
      lines: [
        {
          line: `  ${noun}Id: string;\n`,
          after: "export interface Place extends InstalledJobs, OwnThings {",
          before: "}\n",
        },
        {
          line: `  const ${noun} = await ${by}.${plural}.create(${row});\n`,
          after: "function furnish(",
          before: "  return {",
        },
        { line: `    ${noun}Id: ${noun}.id,\n`, after: "  return {", before: "  };" },
      ],
    },
    {
      path: `${SERVER}/access/probes-references.test.ts`,
      lines: [{ line: `"${noun}Id", `, after: "function fakePlace()", before: '"parentId"' }],
    },
    {
      path: `${SERVER}/over-exposure.test.ts`,
      lines: [
        { line: `  ${noun}Id: string;\n`, after: "interface Story ", before: "}\n" },
        { line: overExposure(feature), after: "const inputs", before: "};" },
        {
          line: `  const ${noun} = dataOf(await call("${plural}.create", ${row}, { token: tokens.olga }));\n`,
          after: "async function live(",
          before: "  return {",
        },
        { line: `${noun}Id: ${noun}.id, `, after: `${noun} = dataOf(`, before: "invite: open" },
      ],
    },
  ];
}

function overExposure(feature: Feature): string {
  const { noun, plural } = feature;
  const owner = ownerId(feature);
  return [
    `  "${plural}.list": ({ ${owner} }) => ({ ${owner} }),\n`,
    `  "${plural}.get": ({ ${noun}Id }) => ({ id: ${noun}Id }),\n`,
    `  "${plural}.count": ({ ${owner} }) => ({ ${owner} }),\n`,
  ].join("");
}
