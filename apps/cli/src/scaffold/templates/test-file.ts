import { type Feature, ownerId } from "../feature.ts";
import { importing, lines } from "./importing.ts";
import { answers, badValues, changes } from "./sample-values.ts";
import { arranged, newRow } from "./test-lines.ts";
import { refusals } from "./test-refusals.ts";

/** `notes.test.ts`: the answers of every verb. */
export function testFile(feature: Feature): string {
  const { plural, owner, search } = feature;
  return lines(
    importing("explainGaps", "@plinth/kernel"),
    importing("expect, test", "vitest"),
    importing("createTestApp, type TestApp", "../../../test/test-app.ts"),
    owner === "projects"
      ? importing("createTracker", "../../../test/tracker.ts")
      : importing("createTeam", "../../../test/team.ts"),
    importing("expectUntouched", "../../../test/untouched.ts"),
    importing(`${plural}Resource`, `./${plural}.ts`),
    "",
    ...done(feature),
    ...(search ? found(feature) : []),
    ...(owner === "projects" ? archived(feature) : []),
    ...refusals(feature),
    ...misfits(feature),
    'test("an index answers every list that callers can ask for", async () => {',
    "  await using app = await createTestApp();",
    "",
    `  expect(await explainGaps(app.database.read, ${plural}Resource)).toEqual([]);`,
    "});",
  );
}

function done(feature: Feature): string[] {
  const { noun, plural, preset } = feature;
  const reader = preset === "own" ? plural : `app.as("vera").${plural}`;
  const seen = { members: "members", admins: "admins", own: "people" }[preset];
  const ending = preset === "own" ? "" : ", which everyone in the workspace sees";
  return [
    `test("${seen} make, change and delete ${plural}${preset === "own" ? " of their own" : ""}${ending}", async () => {`,
    ...arranged(feature),
    "",
    `  const made = await ${plural}.create(${newRow(feature)});`,
    `  const changed = await ${plural}.update({ id: made.id, ${changes(feature)} });`,
    `  const listed = await ${reader}.list({ ${ownerId(feature)} });`,
    `  const got = await ${reader}.get({ id: made.id });`,
    `  const counted = await ${reader}.count({ ${ownerId(feature)} });`,
    `  await ${plural}.delete({ id: made.id });`,
    "",
    `  expect(made).toEqual({ id: made.id, ${ownerId(feature)}, ${answers(feature)}, createdAt: app.now() });`,
    `  expect(changed).toEqual({ ...made, ${answers(feature, 1)} });`,
    "  expect(listed).toEqual({ items: [changed], nextCursor: null });",
    "  expect(got).toEqual(changed);",
    "  expect(counted).toEqual({ count: 1 });",
    `  expect(await ${plural}.list({ ${ownerId(feature)} })).toEqual({ items: [], nextCursor: null });`,
    `  expect(await app.events("${noun}")).toEqual(["${noun}.created", "${noun}.changed", "${noun}.deleted"]);`,
    "});",
    "",
  ];
}

function found(feature: Feature): string[] {
  const { plural } = feature;
  return [
    `test("a search finds ${plural} by the beginning of a word", async () => {`,
    ...arranged(feature),
    `  const made = await ${plural}.create(${newRow(feature)});`,
    "",
    `  const hit = await ${plural}.list({ ${ownerId(feature)}, search: "lan" });`,
    `  const miss = await ${plural}.list({ ${ownerId(feature)}, search: "orbit" });`,
    "",
    "  expect(hit.items).toEqual([made]);",
    "  expect(miss.items).toEqual([]);",
    "});",
    "",
  ];
}

function archived(feature: Feature): string[] {
  const { plural } = feature;
  return [
    'test("nothing changes in an archived project, which can still be read", async () => {',
    ...arranged(feature),
    `  const made = await ${plural}.create(${newRow(feature)});`,
    '  await app.as("adam").projects.archive({ id: projectId });',
    "",
    '  await expectUntouched(app, { code: "CONFLICT" }, () => [',
    `    ${plural}.create(${newRow(feature)}),`,
    `    ${plural}.update({ id: made.id, ${changes(feature)} }),`,
    `    ${plural}.delete({ id: made.id }),`,
    "  ]);",
    `  expect(await ${plural}.list({ projectId })).toEqual({ items: [made], nextCursor: null });`,
    "});",
    "",
  ];
}

function misfits(feature: Feature): string[] {
  const { plural } = feature;
  const owner = ownerId(feature);
  const bad = badValues(feature);
  return [
    'test("what does not fit is refused", async () => {',
    ...arranged(feature),
    `  const fitting = ${newRow(feature)} as const;`,
    `  const { id } = await ${plural}.create(fitting);`,
    "",
    '  await expectUntouched(app, { code: "BAD_REQUEST" }, () => [',
    `    ${plural}.create({ ...fitting, ${owner}: "nowhere" }),`,
    ...bad.map((value) => `    ${plural}.create({ ...fitting, ${value} }),`),
    ...bad.map((value) => `    ${plural}.update({ id, ${value} }),`),
    `    ${plural}.get({ id: \`\${id}0\` }),`,
    `    ${plural}.list({ ${owner}, limit: 0 }),`,
    "  ]);",
    `  expect(await ${plural}.count({ ${owner} })).toEqual({ count: 1 });`,
    "});",
    "",
  ];
}
