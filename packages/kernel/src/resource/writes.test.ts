import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ada, blue, bob, notes, openTeamNotes, red, vera } from "../../test/team-notes.ts";

let team: Awaited<ReturnType<typeof openTeamNotes>>;
beforeEach(async () => {
  team = await openTeamNotes();
});
afterEach(() => team[Symbol.asyncDispose]());

const create = (title = "Land") => team.as(ada).notes.create({ folderId: red, title });
const stored = async (id: string) => (await team.database.read.select().from(notes).where(eq(notes.id, id)))[0];

test("a created row is answered, stored with its folded text and version 1, and recorded", async () => {
  const note = await create("Café");

  expect(note).toMatchObject({ title: "Café", stars: 0, version: 1, folderId: red });
  expect(await stored(note.id)).toMatchObject({ titleFolded: "cafe", teamId: "red", deletedAt: null });
  expect(await team.recorded()).toEqual(["note.created"]);
});

test("nothing is created in somebody else's folder, by somebody who may not, or by nobody", async () => {
  await expect(team.as(ada).notes.create({ folderId: blue, title: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(team.as(vera).notes.create({ folderId: red, title: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(team.anyone.notes.create({ folderId: red, title: "x" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });

  expect(await team.database.read.select().from(notes)).toEqual([]);
  expect(await team.recorded()).toEqual([]);
});

test("columns that the input does not name cannot be written", async () => {
  const { id, version } = await create();
  const smuggled = [
    { teamId: "blue" },
    { secret: "x" },
    { deletedAt: null },
    { titleFolded: "x" },
    { createdAt: "2026-01-01" },
  ];

  for (const more of smuggled) {
    const made = team.as(ada).notes.create({ folderId: red, title: "x", ...more } as never);
    await expect(made).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const changed = team.as(ada).notes.update({ id, version, ...more } as never);
    await expect(changed).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
  expect(await team.recorded()).toEqual(["note.created"]);
});

test("an update changes what it names, bumps the version by one and records what changed", async () => {
  const note = await create();

  const changed = await team.as(ada).notes.update({ id: note.id, version: 1, title: "Lünd", stars: 0 });

  expect(changed).toEqual({ ...note, title: "Lünd", version: 2 });
  expect(await stored(note.id)).toMatchObject({ titleFolded: "lund" });
  expect(await team.recorded()).toEqual(["note.created", "note.changed"]);
});

test("an update that says nothing new writes nothing and tells nobody", async () => {
  const dueAt = "2026-03-01T00:00:00.000Z";
  const note = await team.as(ada).notes.create({ folderId: red, title: "Land", dueAt });

  const same = await team.as(ada).notes.update({ id: note.id, version: 1, title: "Land", dueAt });

  expect(same).toEqual(note);
  expect(await team.recorded()).toEqual(["note.created"]);
});

test("an update made against an older version clashes, and says which is the newer", async () => {
  const { id } = await create();
  await team.as(ada).notes.update({ id, version: 1, stars: 1 });

  const late = team.as(ada).notes.update({ id, version: 1, stars: 2 });

  await expect(late).rejects.toMatchObject({ code: "CONFLICT", cause: { details: { version: 2 } } });
  expect(await stored(id)).toMatchObject({ stars: 1, version: 2 });
  expect(await team.recorded()).toEqual(["note.created", "note.changed"]);
});

test("of two updates at once against the same version one wins and one clashes", async () => {
  const { id } = await create();

  const both = await Promise.allSettled([1, 2].map((stars) => team.as(ada).notes.update({ id, version: 1, stars })));

  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT" } });
  expect(await stored(id)).toMatchObject({ version: 2 });
  expect(await team.recorded()).toEqual(["note.created", "note.changed"]);
});

test("somebody else's row cannot be changed, deleted or restored, nor told from none", async () => {
  const { id } = await create();
  const theirs = team.as(bob).notes;

  const answers = await Promise.all(
    [theirs.update({ id, version: 1, stars: 1 }), theirs.delete({ id }), theirs.restore({ id })].map((call) =>
      call.catch((error) => error),
    ),
  );
  const none = await theirs.get({ id: bob }).catch((error) => error);

  for (const answer of answers) expect(answer).toMatchObject({ code: "NOT_FOUND", message: none.message });
  expect(await stored(id)).toMatchObject({ stars: 0, deletedAt: null });
  expect(await team.recorded()).toEqual(["note.created"]);
});

test("who sees a row but may not change it is told so", async () => {
  const { id } = await create();

  await expect(team.as(vera).notes.update({ id, version: 1, stars: 1 })).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "Viewers only read.",
  });
  await expect(team.as(vera).notes.delete({ id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await team.recorded()).toEqual(["note.created"]);
});

test("what the state of things forbids changes nothing, and whoever may not do it anyway is told that instead", async () => {
  const { id } = await create("Sealed");
  const deleted = await create("Sealed");
  const deletedAt = new Date();
  await team.database.write((db) => db.update(notes).set({ deletedAt }).where(eq(notes.id, deleted.id)));
  const deeds = ({ notes: theirs }: ReturnType<typeof team.as>) => [
    () => theirs.update({ id, version: 1, stars: 1 }),
    () => theirs.delete({ id }),
    () => theirs.restore({ id: deleted.id }),
  ];

  for (const deed of deeds(team.as(ada))) {
    await expect(deed()).rejects.toMatchObject({ code: "CONFLICT", message: "The note is sealed." });
  }
  for (const deed of deeds(team.as(vera))) await expect(deed()).rejects.toMatchObject({ code: "FORBIDDEN" });

  expect(await stored(id)).toMatchObject({ stars: 0, deletedAt: null, version: 1 });
  expect(await stored(deleted.id)).toMatchObject({ deletedAt });
});

test("a deleted row is gone from everywhere until it is restored", async () => {
  const note = await create();
  const { notes: mine } = team.as(ada);

  await mine.delete({ id: note.id });

  expect((await mine.list({ folderId: red })).items).toEqual([]);
  expect(await mine.count({ folderId: red })).toEqual({ count: 0 });
  await expect(mine.get({ id: note.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(mine.update({ id: note.id, version: 1, stars: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(mine.delete({ id: note.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(team.as(vera).notes.restore({ id: note.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await mine.restore({ id: note.id })).toEqual(note);
  expect((await mine.list({ folderId: red })).items).toEqual([note]);
  await expect(mine.restore({ id: note.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await team.recorded()).toEqual(["note.created", "note.deleted", "note.restored"]);
});

test("of a deletion and a change at once, one finds the row as the other left it", async () => {
  const { id } = await create();
  const { notes: mine } = team.as(ada);

  const [deleted, changed] = await Promise.allSettled([mine.delete({ id }), mine.update({ id, version: 1, stars: 1 })]);

  expect(deleted.status).toBe("fulfilled");
  if (changed.status === "rejected") expect(changed.reason).toMatchObject({ code: /NOT_FOUND|CONFLICT/ });
  await expect(mine.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
