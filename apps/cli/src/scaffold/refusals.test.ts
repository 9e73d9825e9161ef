import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";
import { existingNames } from "./existing-names.ts";
import { readFields } from "./read-field.ts";
import { pluralOf, readNoun } from "./read-noun.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const refused = (message: string) =>
  expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) });

function thrownBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

test.each([
  ["Note", "no noun"],
  ["work-log", "no noun"],
  ["n", "no noun"],
  ["ábc", "no noun"],
  ["a".repeat(21), "no noun"],
  ["../note", "no noun"],
  ["notes", "looks like a plural"],
  ["class", 'cannot be called "class"'],
  ["constructor", 'cannot be called "constructor"'],
  ["index", 'cannot be called "index"'],
  ["rule", 'cannot be called "rule"'],
  ["task", '"task" already'],
  ["event", 'cannot be called "event"'],
  ["password", '"passwords" already'],
  ["search", '"search" already'],
  ["account", '"account" already'],
  ["parent", '"parent" already'],
])("a feature cannot be called %s: %s", (noun, message) => {
  expect(thrownBy(() => readNoun(noun, undefined, existingNames(ROOT)))).toEqual(refused(message));
});

test("the plural of a regular noun is known, of another one it is given", () => {
  expect(["note", "diary", "box", "day", "match"].map(pluralOf)).toEqual([
    "notes",
    "diaries",
    "boxes",
    "days",
    "matches",
  ]);
  expect(readNoun("goose", "geese", new Map())).toEqual({ noun: "goose", plural: "geese" });
  expect(thrownBy(() => readNoun("sheep", "sheep", new Map()))).toEqual(refused("no plural"));
  expect(thrownBy(() => readNoun("goose", "tasks", existingNames(ROOT)))).toEqual(refused('"tasks" already'));
});

test.each([
  ["title", "no field"],
  ["title:", "no field"],
  ["title:text(a,b)", "Only oneOf"],
  ["title:string", 'no type "string"'],
  ["Title:text", "no name"],
  ["due_at:moment", "no name"],
  ["id:text", 'cannot be called "id"'],
  ["role:text", 'cannot be called "role"'],
  ["note:text", 'cannot be called "note"'],
  ["class:text", 'cannot be called "class"'],
  ["toString:text", 'cannot be called "toString"'],
  ["titleFolded:text", 'cannot be called "titleFolded"'],
  ["apiToken:text", 'cannot be called "apiToken"'],
  ["status:oneOf", "2 to 50 different words"],
  ["status:oneOf(open)", "2 to 50 different words"],
  ["status:oneOf(open,open)", "2 to 50 different words"],
  ['status:oneOf(open,"; drop)', "no word"],
])("a field cannot be %s: %s", (field, message) => {
  expect(thrownBy(() => readFields("note", [field]))).toEqual(refused(message));
});

test("a feature needs a field, and each of them once", () => {
  expect(thrownBy(() => readFields("note", []))).toEqual(refused("at least one field"));
  expect(thrownBy(() => readFields("note", ["title:text", "title:flag"]))).toEqual(refused("given twice"));
});

test("the command says what is missing, and a dry run writes nothing", async () => {
  await using terminal = await openTerminal();
  const sources = fileURLToPath(new URL("../../../../packages/server/src", import.meta.url));
  const lists = () =>
    ["router.ts", "tables.ts", "event-names.ts"].map((name) => readFileSync(join(sources, name), "utf8"));
  const before = lists();

  const missing = await terminal.run(["new", "feature", "note", "--field", "title:text"]);
  const unsearchable = await terminal.run([
    "new",
    "feature",
    "note",
    "--in",
    "projects",
    "--field",
    "done:flag",
    "--search",
  ]);
  const dry = await terminal.run(["new", "feature", "note", "--in", "projects", "--field", "title:text", "--dry-run"]);

  expect(missing).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("--in (projects, workspaces)"),
  });
  expect(unsearchable).toMatchObject({ code: 2, stderr: expect.stringContaining("A search looks in text") });
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toContain("--- new: packages/server/src/features/notes/notes.test.ts");
  expect(dry.stdout).toContain("--- changed: packages/server/src/router.ts");
  expect(dry.stdout).toContain("+   notes: notesRouter,");
  expect(lists()).toEqual(before);
  expect(existsSync(join(sources, "features/notes"))).toBe(false);
});
