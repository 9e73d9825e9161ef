import { type AnyColumn, column, type Database } from "@plinth/database";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { databaseWith } from "../../database/test/create-tables.ts";
import {
  type Actor,
  anonymous,
  conflict,
  createLog,
  events,
  granted,
  type RequestContext,
  recordEvent,
  resource,
  rules,
  t,
  toMany,
  toOne,
} from "../src/index.ts";

const { table, id, ref, text, integer, decimal, flag, moment, oneOf, index, primaryKey } = column;

/** Who is in which team. What is in a team is seen by its members. */
export const members = table(
  "members",
  { teamId: text().notNull(), userId: text().notNull(), role: oneOf(["viewer", "member", "admin"]).notNull() },
  (member) => [primaryKey({ name: "members_pk", columns: [member.userId, member.teamId] })],
);

export const people = table("people", { id: id(), teamId: text().notNull(), name: text().notNull() }, (person) => [
  index("people_name").on(person.name, person.id),
]);

export const folders = table("folders", { id: id(), teamId: text().notNull() });

export const notes = table(
  "notes",
  {
    id: id(),
    teamId: text().notNull(),
    folderId: ref(() => folders.id).notNull(),
    authorId: ref(() => people.id),
    title: text().notNull(),
    titleFolded: text().notNull(),
    mood: oneOf(["calm", "über", "wild"]),
    stars: integer().notNull(),
    price: decimal(8, 2),
    pinned: flag().notNull(),
    dueAt: moment(),
    createdAt: moment().notNull(),
    archivedAt: moment(),
    secret: text(),
    version: integer().notNull(),
    deletedAt: moment(),
  },
  (note) => [
    index("notes_created").on(note.folderId, note.createdAt, note.id),
    index("notes_title").on(note.folderId, note.title, note.id),
    index("notes_due").on(note.folderId, note.dueAt, note.createdAt, note.id),
    index("notes_due_last").on(note.folderId, note.dueAt, note.id),
    index("notes_mood").on(note.folderId, note.mood, note.stars, note.price, note.id),
    index("notes_pinned").on(note.folderId, note.pinned, note.price, note.id),
  ],
);

export const comments = table(
  "comments",
  {
    id: id(),
    teamId: text().notNull(),
    noteId: ref(() => notes.id, { onDelete: "cascade" }).notNull(),
    authorId: ref(() => people.id),
    body: text().notNull(),
    createdAt: moment().notNull(),
  },
  (comment) => [index("comments_note").on(comment.noteId, comment.createdAt, comment.id)],
);

const inTeam = (row: AnyColumn) =>
  granted({ row, key: members.teamId, person: members.userId, standing: members.role });
const forMembers = ({ role }: { role: string }) => role !== "viewer" || "Viewers only read.";

export const personRules = rules(people, { noun: "person", sight: inTeam(people.teamId), deeds: {} });
export const folderRules = rules(folders, {
  noun: "folder",
  sight: inTeam(folders.teamId),
  deeds: { createNote: forMembers },
});
export const noteRules = rules(notes, {
  noun: "note",
  sight: inTeam(notes.teamId),
  deeds: { update: forMembers, delete: ({ role }) => role === "admin" || "Only admins delete." },
});
export const commentRules = rules(comments, { noun: "comment", sight: inTeam(comments.teamId), deeds: {} });

export const folderById = folderRules.finder("test folderById", { id: folders.id }, (db, $) =>
  db.select({ id: folders.id, teamId: folders.teamId, role: $.role }).from(folders).where(sql`${folders.id} = ${$.id}`),
);

export const PersonView = z.object({ id: z.string(), name: z.string() });
export const peopleResource = resource(people, {
  ...{ name: "people", rules: personRules, output: PersonView },
  sort: { name: ["name"] },
});

export const CommentView = z.object({ id: z.string(), body: z.string(), createdAt: z.date() });
export const commentsResource = resource(comments, {
  ...{ name: "comments", rules: commentRules, output: CommentView },
  sort: { oldest: ["createdAt"], newest: ["-createdAt"] },
  include: { author: toOne(() => peopleResource, comments.authorId) },
});

export const NoteView = z.object({
  id: z.string(),
  folderId: z.string(),
  title: z.string(),
  mood: z.enum(["calm", "über", "wild"]).nullable(),
  stars: z.number(),
  price: z.string().nullable(),
  pinned: z.boolean(),
  dueAt: z.date().nullable(),
  createdAt: z.date(),
  archivedAt: z.date().nullable(),
  version: z.number(),
});

export const NewNote = z.strictObject({
  folderId: z.uuid(),
  title: z.string().max(100),
  stars: z.int().default(0),
  dueAt: z.iso
    .datetime()
    .transform((at) => new Date(at))
    .nullable()
    .default(null),
});

export const NoteChange = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  title: z.string().max(100).optional(),
  stars: z.int().optional(),
  dueAt: z.iso
    .datetime()
    .transform((at) => new Date(at))
    .nullable()
    .optional(),
});

export const notesResource = resource(notes, {
  ...{
    name: "notes",
    rules: noteRules,
    output: NoteView,
    within: "folderId",
    parent: (ctx, id) => folderById(ctx, { id }),
  },
  guard: async (_, note) => {
    if (note.title === "Sealed") throw conflict("The note is sealed.");
  },
  filter: {
    title: ["eq", "contains", "startsWith"],
    mood: ["eq", "in", "isNull"],
    stars: ["eq", "gt", "lt", "between"],
    price: ["gt", "lt", "isNull"],
    pinned: ["eq"],
    createdAt: ["gt", "lt", "between"],
    dueAt: ["lt", "isNull"],
  },
  sort: {
    newest: ["-createdAt"],
    oldest: ["createdAt"],
    title: ["title"],
    due: ["dueAt", "-createdAt"],
    dueLast: ["-dueAt"],
    mood: ["-mood", "stars", "-price"],
    pinned: ["-pinned", "price"],
  },
  include: {
    author: toOne(() => peopleResource, notes.authorId),
    comments: toMany(() => commentsResource, comments.noteId, { limit: 3 }),
    latest: toMany(() => commentsResource, comments.noteId, { limit: 1, sort: "newest" }),
  },
  create: {
    input: NewNote,
    under: async (ctx, { folderId }) => {
      const folder = await folderById(ctx, { id: folderId });
      return folderRules.allow(ctx, folder, "createNote");
    },
    values: async (ctx, { folderId }) => {
      const { teamId } = await folderById(ctx, { id: folderId });
      return { teamId, createdAt: ctx.now, pinned: false };
    },
  },
  update: { input: NoteChange },
  delete: true,
  ...{ softDelete: notes.deletedAt, version: notes.version },
  events: {
    created: (ctx, note) => recordEvent(ctx, "note.created", { subjectId: note.id }),
    changed: (ctx, note, fields) => recordEvent(ctx, "note.changed", { subjectId: note.id }, { fields }),
    deleted: (ctx, note) => recordEvent(ctx, "note.deleted", { subjectId: note.id }),
    restored: (ctx, note) => recordEvent(ctx, "note.restored", { subjectId: note.id }),
  },
});

export const router = t.router({
  notes: t.router({ ...notesResource.procedures }),
  people: t.router({ list: peopleResource.list }),
  comments: t.router({ list: commentsResource.list }),
});

const callers = t.createCallerFactory(router);

/** Ada runs the red team and Vera watches it; Bob runs the blue one. */
export const ada = "0198f3a2-7b1c-7000-8000-00000000000a";
export const bob = "0198f3a2-7b1c-7000-8000-00000000000b";
export const vera = "0198f3a2-7b1c-7000-8000-00000000000c";
export const red = "0198f3a2-7b1c-7000-8000-0000000000f1";
export const blue = "0198f3a2-7b1c-7000-8000-0000000000f2";

/** A database with the two teams, each with a folder, and callers. */
export async function openTeamNotes() {
  const database = await databaseWith([members, people, folders, notes, comments, events]);
  await database.write(async (db) => {
    await db.insert(members).values([
      { teamId: "red", userId: ada, role: "admin" },
      { teamId: "red", userId: vera, role: "viewer" },
      { teamId: "blue", userId: bob, role: "admin" },
    ]);
    await db.insert(people).values([
      { id: ada, teamId: "red", name: "Ada" },
      { id: bob, teamId: "blue", name: "Bob" },
      { id: vera, teamId: "red", name: "Vera" },
    ]);
    await db.insert(folders).values([
      { id: red, teamId: "red" },
      { id: blue, teamId: "blue" },
    ]);
  });
  const as = (userId: string) =>
    callers(contextOf(database, { kind: "user", userId, sessionId: "s", operator: false }));
  return {
    ...{ database, as, anyone: callers(contextOf(database, anonymous)) },
    /** The names of what was recorded, in order. */
    recorded: async () => {
      const rows = await database.read.select({ name: events.name }).from(events).orderBy(sql`${events.id} asc`);
      return rows.map(({ name }) => name);
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** The context of a request. */
export function contextOf(database: Database, actor: Actor): RequestContext {
  return {
    ...{ actor, database, now: new Date(), requestId: "test", log: createLog("silent") },
    ...{ client: { address: null, userAgent: null }, setCookie: () => {} },
  };
}

/** A note as it is stored, to be told apart from others by what is given. */
export function noteRow(given: Partial<typeof notes.$inferInsert> = {}): typeof notes.$inferInsert {
  const { title = "note" } = given;
  return {
    ...{ teamId: "red", folderId: red, title, titleFolded: title.toLowerCase(), stars: 0, pinned: false },
    ...{ createdAt: new Date("2026-01-01T00:00:00Z"), version: 1 },
    ...given,
  };
}
