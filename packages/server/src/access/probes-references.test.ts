// Faults: 76, 84.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProbing, type Probing, withoutRandom } from "../../test/probing.ts";
import { paths } from "./calls.ts";
import type { CastName } from "./cast.ts";
import { sampleFor } from "./measure-access.ts";
import type { Place } from "./place.ts";
import type { Target } from "./scene.ts";

// Whatever an input can name: a row that is hidden from the caller is answered exactly as one that does not exist, after the same work.

/** Names whose holder is entitled by holding them, so that a hidden one does what it is for. */
const bearer = ["inviteToken", "email"];

/** What stands in a place besides words: a name of each thing, by its field in `Place`. */
type Names = Record<string, string>;

const nameless = new Set(["inviteRole"]);
const fieldNames = Object.keys(fakePlace()).filter((field) => !nameless.has(field) && !bearer.includes(field));

/** The fields of a place that a sample is made of. */
function fieldsIn(path: string): string[] {
  const text = JSON.stringify(sampleFor(path, fakePlace())) ?? "";
  return fieldNames.filter((field) => text.includes(`<${field}>`));
}

function fakePlace(): Place {
  const names = [
    ...["workspaceId", "slug", "projectId", "key", "archivedId", "statusId", "nextStatusId", "labelId", "taskId"],
    ...[
      "parentId",
      "deletedTaskId",
      "commentId",
      "importId",
      "userId",
      "email",
      "sessionId",
      "inviteId",
      "inviteToken",
    ],
  ];
  // Safe because these are the fields.
  return { ...Object.fromEntries(names.map((name) => [name, `<${name}>`])), inviteRole: "member" } as unknown as Place;
}

/** The name of something that is not there. */
function missing(field: string): string {
  if (field === "key") return "ZZZ";
  if (field === "slug") return "nowhere-at-all";
  if (field === "sessionId") return "0".repeat(64);
  return randomUUID();
}

const probes = paths.flatMap((path) => {
  const fields = fieldsIn(path);
  const single = fields.map((field) => ({ path, fields: [field] }));
  return fields.length > 1 ? [...single, { path, fields }] : single;
});

const onlookers: { by: CastName; at: Target; hidden: Target }[] = [
  { by: "viewer", at: "own", hidden: "elsewhere" },
  { by: "member", at: "own", hidden: "elsewhere" },
  { by: "owner", at: "own", hidden: "elsewhere" },
  { by: "scoped key", at: "own", hidden: "elsewhere" },
  { by: "other owner", at: "elsewhere", hidden: "own" },
  { by: "stranger", at: "own", hidden: "elsewhere" },
  { by: "operator", at: "elsewhere", hidden: "own" },
  { by: "anonymous", at: "own", hidden: "elsewhere" },
];

let probing: Probing;
beforeAll(async () => {
  probing = await createProbing();
});
afterAll(() => probing[Symbol.asyncDispose]());

test("there are names to probe in most of the API", () => {
  expect(probes.length).toBeGreaterThan(80);
});

/** No account is hidden from operators. */
const isOpenTo = (by: CastName, path: string) => by === "operator" && path.startsWith("people.");

describe.each(onlookers)("$by learns nothing about what is hidden", ({ by, at, hidden }) => {
  test.each(probes.filter(({ path }) => !isOpenTo(by, path)))("$path with $fields", async ({ path, fields }) => {
    const place = probing.places[at];
    const hiddenNames: Names = Object.fromEntries(
      fields.map((field) => [field, nameOf(probing.places[hidden], field)]),
    );
    const missingNames: Names = Object.fromEntries(fields.map((field) => [field, missing(field)]));

    const aboutHidden = await probing.learn(by, path, sampleFor(path, { ...place, ...hiddenNames }));
    const aboutMissing = await probing.learn(by, path, sampleFor(path, { ...place, ...missingNames }));

    expect(withoutRandom(aboutHidden.answer)).toBe(withoutRandom(aboutMissing.answer));
    expect(aboutHidden.statements).toEqual(aboutMissing.statements);
  });
});

// Things of another project are no secret in their workspace, but no part of this one either.
describe("what belongs to another project is no more of use here than what does not exist", () => {
  const foreign = probes.filter(
    ({ path, fields: [field = "", ...more] }) =>
      more.length === 0 &&
      ["statusId", "nextStatusId", "labelId", "parentId"].includes(field) &&
      fieldsIn(path).some((other) => other !== field && ["projectId", "taskId", "statusId"].includes(other)),
  );

  test.each(foreign)("$path with $fields", async ({ path, fields: [field = ""] }) => {
    const { own, other } = probing.places;

    const ofOther = await probing.learn("owner", path, sampleFor(path, { ...own, [field]: nameOf(other, field) }));
    const ofNone = await probing.learn("owner", path, sampleFor(path, { ...own, [field]: missing(field) }));

    expect(withoutRandom(ofOther.answer)).toBe(withoutRandom(ofNone.answer));
    expect(ofOther.statements).toEqual(ofNone.statements);
  });
});

function nameOf(place: Place, field: string): string {
  return String(Reflect.get(place, field));
}
