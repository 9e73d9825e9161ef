import { column, type Database, one, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import {
  createLog,
  granted,
  type MutationContext,
  mutationContext,
  own,
  type QueryContext,
  rules,
  through,
} from "../src/index.ts";

const { table, id, ref, text, integer, moment, oneOf } = column;

// Tables that every migrated database has, as far as rules need them, with other names: the kernel itself knows no feature.
export const people = table("users", { id: id(), email: text(), name: text(), createdAt: moment() });
export const spaces = table("workspaces", { id: id(), name: text(), slug: text(), createdAt: moment() });
export const grants = table("members", {
  workspaceId: ref(() => spaces.id).notNull(),
  userId: ref(() => people.id).notNull(),
  role: oneOf(["chief", "guest"]).notNull(),
  joinedAt: moment(),
  heldSince: moment(),
});
export const boards = table("projects", {
  id: id(),
  workspaceId: ref(() => spaces.id).notNull(),
  key: text().notNull(),
  name: text(),
  description: text(),
  lastTaskNumber: integer(),
  createdAt: moment(),
});
export const cards = table("labels", {
  id: id(),
  projectId: ref(() => boards.id).notNull(),
  name: text().notNull(),
  color: text(),
});

const inSpace = (row: typeof boards.workspaceId | typeof spaces.id | typeof grants.workspaceId) =>
  granted({ row, key: grants.workspaceId, person: grants.userId, standing: grants.role, heldSince: grants.heldSince });

export const boardRules = rules(boards, {
  noun: "board",
  sight: inSpace(boards.workspaceId),
  deeds: {
    look: () => true,
    close: (board, actor) => board.role === "chief" || `${actor.userId.length} letters do not suffice.`,
  },
});

/** Every way to say who sees the rows of a table. */
export const sights = {
  own: { table: people, sight: own(people.id) },
  granted: { table: boards, sight: boardRules },
  "granted, of the grants themselves": { table: grants, sight: inSpace(grants.workspaceId) },
  through: { table: cards, sight: through({ row: cards.projectId, key: boards.id, sight: boardRules }) },
};

/** Ada is the chief of one space, where Bob is a guest; Eve is the chief of another. Each space has a board with a card. */
export async function createBoards() {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const now = new Date("2026-06-01T09:00:00Z");
  const made = await database.write(async (db) => {
    const person = async (name: string) =>
      (
        await one(
          db
            .insert(people)
            .values({ name, email: `${name}@x`, createdAt: now })
            .returning(),
        )
      ).id;
    const [ada, bob, eve, nobody] = [await person("ada"), await person("bob"), await person("eve"), await person("no")];
    const space = async (slug: string, members: [string, "chief" | "guest"][]) => {
      const { id: workspaceId } = await one(db.insert(spaces).values({ name: slug, slug, createdAt: now }).returning());
      for (const [userId, role] of members)
        await db.insert(grants).values({ workspaceId, userId, role, joinedAt: now });
      const board = { workspaceId, key: slug, name: slug, description: "", lastTaskNumber: 0, createdAt: now };
      const { id } = await one(db.insert(boards).values(board).returning());
      await db.insert(cards).values({ projectId: id, name: slug, color: "red" });
      return id;
    };
    const here = await space("here", [
      [ada, "chief"],
      [bob, "guest"],
    ]);
    return { ada, bob, eve, nobody, here, there: await space("there", [[eve, "chief"]]) };
  });
  return {
    database,
    now,
    ...made,
    async [Symbol.asyncDispose]() {
      await database.close();
      await test.drop();
    },
  };
}

const base = { now: new Date(), requestId: "r", log: createLog("silent") };
const actorOf = (userId: string) => ({ kind: "user", userId, sessionId: "", operator: false }) as const;

export function queryAs(database: Database, userId: string): QueryContext {
  return { ...base, actor: actorOf(userId), db: database.read };
}

/** Runs `work` as a mutation of this person's. */
export function writeAs<T>(database: Database, userId: string, work: (ctx: MutationContext) => Promise<T>): Promise<T> {
  return database.write((db) => work(mutationContext({ ...base, actor: actorOf(userId) }, db)));
}
