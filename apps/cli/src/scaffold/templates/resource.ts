import { type Feature, ownerId, titled, wordsName } from "../feature.ts";
import { codeOf } from "../field.ts";
import { importing, lines } from "./importing.ts";
import { sortedBy } from "./table.ts";

/** `notes.ts`: the resource. */
export function resourceFile(feature: Feature): string {
  const { noun, plural, owner, preset, search } = feature;
  const [find, findToWrite] =
    owner === "projects" ? ["findProject", "findActiveProject"] : ["findWorkspace", "findWorkspace"];
  const history = preset === "own";
  return lines(
    search && importing("parseSearch", "@plinth/database"),
    importing(history ? "type MutationContext, resource" : "resource", "@plinth/kernel"),
    search && importing("sql", "drizzle-orm"),
    history && importing("type EventName", "../../event-names.ts"),
    importing("record", "../../record.ts"),
    owner === "projects"
      ? importing("findActiveProject, findProject", "../projects/find-project.ts")
      : importing("findWorkspace", "../workspaces/find-workspace.ts"),
    importing(`${titled(feature)}Change, New${titled(feature)}`, "./inputs.ts"),
    importing(`${titled(feature)}View`, "./outputs.ts"),
    importing(`${noun}Rules`, "./rules.ts"),
    search && importing(`${noun}Search`, "./search-index.ts"),
    importing(history ? `type ${titled(feature)}, ${plural}` : plural, "./table.ts"),
    "",
    `export const ${plural}Resource = resource(${plural}, {`,
    `  name: "${plural}",`,
    `  rules: ${noun}Rules,`,
    `  output: ${titled(feature)}View,`,
    `  within: "${ownerId(feature)}",`,
    `  parent: ${find},`,
    ...filter(feature),
    `  sort: { ${sorts(feature)} },`,
    ...(search ? searchOption(feature) : []),
    "  create: {",
    `    input: New${titled(feature)},`,
    `    values: async (ctx, { ${ownerId(feature)} }) => {`,
    owner === "projects"
      ? `      const { workspaceId } = await ${findToWrite}(ctx, projectId);`
      : `      await ${findToWrite}(ctx, workspaceId);`,
    `      return { ${owner === "projects" ? "workspaceId, " : ""}${preset === "own" ? "ownerId: ctx.actor.userId, " : ""}createdAt: ctx.now };`,
    "    },",
    "  },",
    `  update: { input: ${titled(feature)}Change },`,
    "  delete: true,",
    ...(owner === "projects" ? ["  guard: (ctx, { projectId }) => findActiveProject(ctx, projectId),"] : []),
    "  events: {",
    ...(history
      ? [
          `created: (ctx, ${noun}) => recordChange(ctx, "${noun}.created", ${noun}),`,
          `changed: (ctx, ${noun}, fields) => recordChange(ctx, "${noun}.changed", ${noun}, fields),`,
          `deleted: (ctx, ${noun}) => recordChange(ctx, "${noun}.deleted", ${noun}),`,
        ]
      : [
          `created: (ctx, ${noun}) => record(ctx, "${noun}.created", ${noun}),`,
          `changed: (ctx, ${noun}, fields) => record(ctx, "${noun}.changed", ${noun}, { fields }),`,
          `deleted: (ctx, ${noun}) => record(ctx, "${noun}.deleted", ${noun}),`,
        ]),
    "  },",
    "});",
    ...(history ? ["", ...recordChange(feature)] : []),
  );
}

function filter({ fields, ...rest }: Feature): string[] {
  const entries = fields.flatMap((field) => {
    const { filter: usual } = codeOf(field, wordsName({ fields, ...rest }, field));
    const operators = field.nullable ? [...usual, "isNull"] : usual;
    return operators.length > 0 ? [`${field.name}: ${JSON.stringify(operators)},`] : [];
  });
  return entries.length > 0 ? ["filter: {", ...entries, "},"] : [];
}

function sorts(feature: Feature): string {
  const [, ...more] = sortedBy(feature);
  return [
    'newest: ["-createdAt"]',
    'oldest: ["createdAt"]',
    ...more.map(({ column }) => `${column}: ["${column}"]`),
  ].join(", ");
}

function searchOption({ noun }: Feature): string[] {
  return [
    "search: {",
    '  parameter: (text, within = "") => {',
    "    const search = parseSearch(text);",
    `    return search && ${noun}Search.seek(search, { within });`,
    "  },",
    `  matches: (_, sought) => ({ condition: ${noun}Search.matches(sql\`\${sought}\`) }),`,
    "},",
  ];
}

function recordChange(feature: Feature): string[] {
  const { noun } = feature;
  return [
    "// Without a place, so that nobody else's activity shows it.",
    `async function recordChange(ctx: MutationContext, name: EventName, ${noun}: ${titled(feature)}, fields: string[] = []): Promise<void> {`,
    `  await record(ctx, name, { id: ${noun}.id }, fields.length > 0 ? { fields } : {});`,
    "}",
  ];
}
