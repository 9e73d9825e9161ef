import { type AnyColumn, column, relatedValues } from "@plinth/database";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { databaseWith, type OwnDatabase } from "../../../database/test/create-tables.ts";
import { ada, bob, contextOf } from "../../test/team-notes.ts";
import { anonymous } from "../actor.ts";
import { declaredOutput } from "../declared-output.ts";
import { directOf } from "../procedures.ts";
import { rules } from "../rules/rules.ts";
import { own } from "../rules/sight.ts";
import { t } from "../trpc.ts";
import { explainGaps } from "./explain-gaps.ts";
import { rowSchema } from "./inputs.ts";
import { type ToMany, type ToOne, toMany, toOne } from "./relations.ts";
import { type Resource, resource } from "./resource.ts";
import type { ResourceTypes } from "./types.ts";

const { table, id, ref, text, moment, index } = column;

/** Ideas are their owner's alone, and belong under others. */
const ideas = table(
  "ideas",
  {
    id: id(),
    ownerId: text().notNull(),
    underId: ref((): AnyColumn => ideas.id),
    words: text().notNull(),
    at: moment().notNull(),
  },
  (idea) => [
    index("ideas_owner_at").on(idea.ownerId, idea.at, idea.id),
    index("ideas_under").on(idea.underId, idea.at, idea.id),
  ],
);
const tags = table("tags", { ideaId: ref(() => ideas.id).notNull(), word: text().notNull() });

const ideaRules = rules(ideas, {
  noun: "idea",
  sight: own(ideas.ownerId),
  deeds: { create: ({ words }) => words !== "no" || "Say something else.", delete: () => true },
});

interface IdeaTypes extends ResourceTypes {
  view: { id: string; words: string; tags: string[] };
  row: typeof ideas.$inferSelect;
  sort: "oldest";
  within: never;
  search: never;
  create: { words: string; ownerId?: string | undefined; underId?: string | undefined };
  update: never;
  removal: "delete";
  include: { under: ToOne<IdeaTypes>; parts: ToMany<IdeaTypes> };
}

// A resource that includes itself is annotated, because its type would be made from itself.
const ideasResource: Resource<IdeaTypes> = resource(ideas, {
  ...{ name: "ideas", rules: ideaRules },
  output: z.object({ id: z.string(), words: z.string(), tags: z.array(z.string()), at: z.date() }),
  computed: { tags: relatedValues(tags.word, eq(tags.ideaId, ideas.id)) },
  sort: { oldest: ["at"] },
  include: {
    under: toOne(() => ideasResource, ideas.underId),
    parts: toMany(() => ideasResource, ideas.underId),
  },
  create: {
    input: z.strictObject({ words: z.string(), ownerId: z.string().optional(), underId: z.uuid().optional() }),
    values: (ctx, { ownerId }) => ({ ownerId: ownerId ?? ctx.actor.userId, at: ctx.now }),
  },
  delete: true,
}) as never;

const router = t.router({ ideas: t.router({ ...ideasResource.procedures }) });
const callers = t.createCallerFactory(router);

let database: OwnDatabase;
beforeEach(async () => {
  database = await databaseWith([ideas, tags]);
});
afterEach(() => database[Symbol.asyncDispose]());
const user = (userId: string) => ({ kind: "user", userId, sessionId: "s", operator: false }) as const;
const as = (userId: string) => callers(contextOf(database, user(userId))).ideas;

test("who may create a row is asked about the row itself where it belongs under nothing", async () => {
  const idea = await as(ada).create({ words: "yes" });

  expect(await as(ada).get({ id: idea.id })).toMatchObject({ words: "yes", tags: [] });
  await expect(as(ada).create({ words: "no" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(callers(contextOf(database, anonymous)).ideas.create({ words: "x" })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
  expect(await as(ada).count({})).toEqual({ count: 1 });
});

test("nobody makes a row that they would not see", async () => {
  await expect(as(ada).create({ words: "yes", ownerId: bob })).rejects.toMatchObject({ code: "NOT_FOUND" });

  expect(await database.read.select().from(ideas)).toEqual([]);
});

test("what is computed is shown in lists, and for one row", async () => {
  const { id } = await as(ada).create({ words: "yes" });
  await database.write((db) => db.insert(tags).values(["b", "a"].map((word) => ({ ideaId: id, word }))));

  expect((await as(ada).list({})).items[0]?.tags).toEqual(["a", "b"]);
  expect((await as(ada).get({ id })).tags).toEqual(["a", "b"]);
});

test("a resource may include itself, to a declared depth", async () => {
  const root = await as(ada).create({ words: "root" });
  const leaf = await as(ada).create({ words: "leaf", underId: root.id });
  await database.write((db) => db.update(ideas).set({ ownerId: bob }).where(sql`${ideas.id} = ${root.id}`));

  const hidden = await as(ada).get({ id: leaf.id, include: { under: true } });
  const shown = await as(bob).get({ id: root.id, include: { parts: true } });
  await database.write((db) => db.update(ideas).set({ ownerId: ada }));
  const deep = await as(ada).get({ id: leaf.id, include: { under: { include: { parts: true } } } });
  const input = {
    id: leaf.id,
    include: { under: { include: { under: { include: { under: { include: { under: true } } } } } } },
  };

  expect(hidden.under).toBeNull();
  expect(shown.parts).toEqual([]);
  expect(deep.under?.parts?.map(({ words }) => words)).toEqual(["leaf"]);
  await expect(as(ada).get(input as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a row that is deleted for good is gone, and deleting it again finds nothing", async () => {
  const { id } = await as(ada).create({ words: "yes" });

  await expect(as(bob).delete({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await as(ada).delete({ id });

  await expect(as(ada).delete({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await database.read.select().from(ideas)).toEqual([]);
  expect(Object.keys(ideasResource.procedures)).toEqual(["list", "get", "count", "create", "delete"]);
});

test("the direct way answers what the caller does, as JSON", async () => {
  await as(ada).create({ words: "yes" });
  const input = { include: { under: true, parts: true } } as const;
  const direct = directOf(ideasResource.list);

  const written = await direct?.({ ctx: contextOf(database, user(ada)), readInput: () => input, path: "ideas.list" });

  expect(JSON.parse(written ?? "")).toEqual(JSON.parse(JSON.stringify(await as(ada).list(input))));
  expect(JSON.parse(written ?? "").items[0]).toMatchObject({ under: null, parts: [] });
});

test("what an output shows is what its declaration says, whatever a statement reads", () => {
  const row = { id: "i", words: "w", tags: [], at: new Date(0), ownerId: "hidden", underId: "hidden" };

  expect(Object.keys(declaredOutput(rowSchema(ideasResource.definition, 0))(row) as object)).toEqual([
    ...["id", "words", "tags", "at"],
  ]);
});

test("lists of everybody's rows are walked in an index's order, and their filters need one of their own", async () => {
  const everybodys = { ...ideaRules, visible: () => sql`true` };
  const listed = (name: string, filter: object) =>
    resource(ideas, {
      ...{ name, rules: everybodys, output: z.object({ id: z.string(), words: z.string(), at: z.date() }), filter },
      sort: { id: ["id"] },
    });

  expect(await explainGaps(database.read, listed("all ideas", {}))).toEqual([]);
  expect(await explainGaps(database.read, listed("some ideas", { words: ["eq"] }))).toEqual([
    'some ideas: list by "id" where "words" eq reads all of "ideas". Add index("ideas_words").on(idea.words, idea.id)',
  ]);
});
