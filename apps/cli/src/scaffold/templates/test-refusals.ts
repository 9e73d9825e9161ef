import { type Feature, ownerId } from "../feature.ts";
import { changes } from "./sample-values.ts";
import { arranged, newRow } from "./test-lines.ts";

/** The test of those who may not: who sees a row and may not change it, who sees none, and nobody. */
export function refusals(feature: Feature): string[] {
  const { noun, plural, preset } = feature;
  const owner = ownerId(feature);
  return [
    `test("${title(feature)}", async () => {`,
    ...arranged(feature),
    `  const made = await ${plural}.create(${newRow(feature)});`,
    "  const { id } = made;",
    `  const changes = ({ ${plural} }: ReturnType<TestApp["as"]>) => [`,
    `    ${plural}.update({ id, ${changes(feature)} }),`,
    `    ${plural}.delete({ id }),`,
    "  ];",
    `  const create = ({ ${plural} }: ReturnType<TestApp["as"]>) => ${plural}.create(${newRow(feature)});`,
    `  const reads = ({ ${plural} }: ReturnType<TestApp["as"]>) => [${plural}.list({ ${owner} }), ${plural}.count({ ${owner} })];`,
    "",
    ...(preset === "own" ? colleague(feature) : reader(feature)),
    '  const bob = app.as("bob");',
    '  await expectUntouched(app, { code: "NOT_FOUND" }, () => [',
    `    ...changes(bob), create(bob), ...reads(bob), bob.${plural}.get({ id }),`,
    "  ]);",
    '  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => [',
    `    ...changes(app.anyone), create(app.anyone), ...reads(app.anyone), app.anyone.${plural}.get({ id }),`,
    "  ]);",
    `  expect(await ${plural}.get({ id })).toEqual(made);`,
    `  expect(await app.events("${noun}")).toHaveLength(${preset === "own" ? 2 : 1});`,
    "});",
    "",
    ...(preset === "own" ? leaving(feature) : []),
  ];
}

function leaving(feature: Feature): string[] {
  const { plural, owner } = feature;
  const ids = owner === "projects" ? "workspaceId, projectId" : "workspaceId";
  const [app = "", , writer = ""] = arranged(feature);
  return [
    `test("whoever leaves the workspace sees no ${plural} there any more, nor their own", async () => {`,
    app,
    `  const { ${ids} } = await ${owner === "projects" ? "createTracker" : "createTeam"}(app);`,
    writer,
    `  const { id } = await ${plural}.create(${newRow(feature)});`,
    '  await app.as("mona").members.leave({ workspaceId });',
    "",
    '  await expectUntouched(app, { code: "NOT_FOUND" }, () => [',
    `    ${plural}.get({ id }), ${plural}.list({ ${ownerId(feature)} }), ${plural}.delete({ id }),`,
    "  ]);",
    "});",
    "",
  ];
}

function title({ plural, preset }: Feature): string {
  const first = {
    members: `viewers change no ${plural}`,
    admins: `members change no ${plural}`,
    own: `colleagues cannot tell whether somebody has ${plural}`,
  }[preset];
  return `${first}; strangers see none, and nobody without signing in`;
}

function reader({ preset }: Feature): string[] {
  const name = preset === "admins" ? "mona" : "vera";
  return [
    `  const ${name} = app.as("${name}");`,
    `  await expectUntouched(app, { code: "FORBIDDEN" }, () => [...changes(${name}), create(${name})]);`,
  ];
}

function colleague(feature: Feature): string[] {
  const { plural } = feature;
  const owner = ownerId(feature);
  return [
    '  const olga = app.as("olga");',
    `  await expectUntouched(app, { code: "NOT_FOUND" }, () => [...changes(olga), olga.${plural}.get({ id })]);`,
    `  expect(await olga.${plural}.list({ ${owner} })).toEqual({ items: [], nextCursor: null });`,
    '  const hers = await create(app.as("vera"));',
    `  expect(await app.as("vera").${plural}.list({ ${owner} })).toEqual({ items: [hers], nextCursor: null });`,
    "",
  ];
}
