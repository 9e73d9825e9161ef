import { expect, test } from "vitest";
import { type Actor, anonymous, system } from "./actor.ts";
import { admit, type Entry, PROVEN_FOR_MS } from "./admit.ts";

const ada: Actor = { kind: "user", userId: "ada", sessionId: "s", operator: false };
const root: Actor = { kind: "user", userId: "root", sessionId: "s", operator: true };
const key = (...scopes: string[]): Actor => ({ kind: "key", userId: "ada", keyId: "k", scopes, operator: false });

const read: Entry = { path: "tasks.list", kind: "query", audience: "signed-in" };
const write: Entry = { path: "tasks.create", kind: "mutation", audience: "signed-in" };
const wait: Entry = { path: "tasks.export", kind: "action", audience: "signed-in" };

const now = new Date("2026-06-01T09:00:00.000Z");

/** What the actor is told, or `in`. */
function answer(actor: Actor, entry: Entry): string {
  try {
    return admit(actor, entry, now) === actor ? "in" : "as somebody else";
  } catch (error) {
    return error instanceof Error ? error.message : "?";
  }
}

test.each([
  [["tasks:read"], "in", "This key lacks the scope tasks:write.", "This key lacks the scope tasks:write."],
  [["tasks:write"], "in", "in", "in"],
  [["*:read"], "in", "This key lacks the scope tasks:write.", "This key lacks the scope tasks:write."],
  [["*:write"], "in", "in", "in"],
  [
    ["projects:write", "tasks:read"],
    "in",
    "This key lacks the scope tasks:write.",
    "This key lacks the scope tasks:write.",
  ],
  ...[["projects:write"], ["tasks"], ["*"], ["tasks:*"], ["task:read"], ["tasks:read "], [""], []].map(
    (scopes) =>
      [
        scopes,
        "This key lacks the scope tasks:read.",
        "This key lacks the scope tasks:write.",
        "This key lacks the scope tasks:write.",
      ] as const,
  ),
] as const)("a key with the scopes %j does what they say and nothing else", (scopes, ...expected) => {
  expect([read, write, wait].map((entry) => answer(key(...scopes), entry))).toEqual(expected);
});

test("a key needs its scope also where anyone may go", () => {
  const preview: Entry = { path: "invites.preview", kind: "query", audience: "anyone" };

  expect(answer(key("tasks:read"), preview)).toBe("This key lacks the scope invites:read.");
  expect(answer(key("invites:read"), preview)).toBe("in");
  expect(answer(anonymous, preview)).toBe("in");
});

test("no scope opens what is for people, for operators, or for those who come in", () => {
  const all = key("*:read", "*:write", "sessions:write", "accounts:write");

  for (const audience of ["person", "operator", "anyone but keys"] as const) {
    expect(answer(all, { path: "sessions.list", kind: "query", audience })).toBe(
      "Only a signed-in person may do this.",
    );
  }
});

test("people need no scopes, only to be those whom a procedure is for", () => {
  const entry = (audience: Entry["audience"]): Entry => ({ ...write, audience });

  expect([answer(ada, write), answer(ada, entry("person")), answer(ada, entry("anyone but keys"))]).toEqual([
    ...["in", "in", "in"],
  ]);
  expect([answer(ada, entry("operator")), answer(root, entry("operator"))]).toEqual([
    ...["Only an operator may do this.", "in"],
  ]);
  for (const nobody of [anonymous, system]) {
    expect(answer(nobody, entry("anyone but keys"))).toBe("in");
    for (const audience of ["signed-in", "person", "operator"] as const) {
      expect(answer(nobody, entry(audience))).toBe("Sign in first.");
    }
  }
});

test("what is sensitive takes a proof that is not ten minutes old, by the person themselves", () => {
  const entry: Entry = { path: "sessions.disarm", kind: "mutation", audience: "person", sensitive: true };
  const provenBefore = (ms: number, more = {}): Actor => ({
    ...{ kind: "user", userId: "ada", sessionId: "s", operator: false, ...more },
    provenAt: new Date(now.getTime() - ms),
  });
  const asked = "Confirm that it is you first.";

  expect(answer(provenBefore(0), entry)).toBe("in");
  expect(answer(provenBefore(PROVEN_FOR_MS), entry)).toBe("in");
  expect(answer(provenBefore(PROVEN_FOR_MS + 1), entry)).toBe(asked);
  // A clock that was put back makes no proof younger.
  expect(answer(provenBefore(-1), entry)).toBe(asked);
  expect(answer(ada, entry)).toBe(asked);
  expect(answer(anonymous, entry)).toBe("Sign in first.");
  expect(answer(key("sessions:write"), entry)).toBe("Only a signed-in person may do this.");
});

test("an operator in somebody's place works as they do, and changes nothing about who they are", () => {
  const inPlace: Actor = { ...ada, kind: "user", impersonatorId: "root", provenAt: now };
  const refused = "Nobody may do this for somebody else.";

  expect([read, write, wait].map((entry) => answer(inPlace, entry))).toEqual(["in", "in", "in"]);
  expect(answer(inPlace, { ...read, audience: "person" })).toBe("in");
  for (const entry of [write, wait]) expect(answer(inPlace, { ...entry, audience: "person" })).toBe(refused);
  for (const entry of [read, write, wait]) {
    expect(answer(inPlace, { ...entry, audience: "person", sensitive: true })).toBe(refused);
    expect(answer(inPlace, { ...entry, audience: "operator" })).toBe("Only an operator may do this.");
  }
});
