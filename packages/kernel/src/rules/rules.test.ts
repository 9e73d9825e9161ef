import { randomUUID } from "node:crypto";
import { eq, getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { boardRules, boards, createBoards, queryAs, writeAs } from "../../test/boards.ts";
import { type MutationContext, type QueryContext, unruled } from "../index.ts";

const boardById = boardRules.finder("boardById", { id: boards.id }, (db, $) =>
  db
    .select({ ...getTableColumns(boards), role: $.role })
    .from(boards)
    .where(eq(boards.id, $.id)),
);

test("a row is found with what the person is to it", async () => {
  await using made = await createBoards();
  const { database, here, bob } = made;

  const board = await boardById(queryAs(database, bob), { id: here });

  expect(board).toMatchObject({ id: here, key: "here", role: "guest" });
});

test("a row that may not be seen and one that is not there are the same", async () => {
  await using made = await createBoards();
  const { database, there, bob, nobody } = made;
  const missing = { code: "NOT_FOUND", message: "There is no such board." };

  for (const person of [bob, nobody]) {
    for (const id of [there, randomUUID()]) {
      await expect(boardById(queryAs(database, person), { id })).rejects.toMatchObject(missing);
    }
  }
});

test("of rows that were read with what the person is to them, those that they may not see are left out", async () => {
  await using made = await createBoards();
  const { database, eve } = made;

  const rows = await database.read
    .select({ ...getTableColumns(boards), role: boardRules.standing({ userId: eve }) })
    .from(boards);

  expect(rows).toHaveLength(2);
  expect(boardRules.seen(rows)).toMatchObject([{ key: "there", role: "chief" }]);
});

test("whoever may do a thing is given the transaction to do it with, and whoever may not is told why", async () => {
  await using made = await createBoards();
  const { database, here, ada, bob } = made;
  const rename = (person: string) =>
    writeAs(database, person, async (ctx) => {
      const db = boardRules.allow(ctx, await boardById(ctx, { id: here }), "close");
      await db.update(boards).set({ name: "closed" }).where(eq(boards.id, here));
      return Object.is(db, ctx.db);
    });

  await expect(rename(bob)).rejects.toMatchObject({ code: "FORBIDDEN", message: "36 letters do not suffice." });
  expect(await database.read.select({ name: boards.name }).from(boards).where(eq(boards.id, here))).toEqual([
    { name: "here" },
  ]);
  expect(await rename(ada)).toBe(true);
  expect(await database.read.select({ name: boards.name }).from(boards).where(eq(boards.id, here))).toEqual([
    { name: "closed" },
  ]);
});

test("a question where nothing is written has the same answer", async () => {
  await using made = await createBoards();
  const { database, here, ada, bob } = made;
  const ask = async (person: string, deed: "look" | "close") => {
    const ctx = queryAs(database, person);
    boardRules.check(ctx, await boardById(ctx, { id: here }), deed);
  };

  await ask(ada, "close");
  await ask(bob, "look");
  await expect(ask(bob, "close")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

// For the compiler: each line below must be an error, and `tsc` fails when one is not.
export function refused(ctx: MutationContext, query: QueryContext, plain: typeof boards.$inferSelect): void {
  // @ts-expect-error what a verb holds of its transaction does not write
  ctx.db.update(boards);
  // @ts-expect-error nor insert
  ctx.db.insert(boards);
  // @ts-expect-error nor delete
  ctx.db.delete(boards);
  // @ts-expect-error a row that no rule has found is no row that may be written to
  boardRules.allow(ctx, plain, "close");
  // @ts-expect-error nor is one that was given a standing by hand
  boardRules.allow(ctx, { ...plain, role: "chief" }, "close");
  void boardById(query, { id: plain.id }).then((board) => {
    boardRules.allow(ctx, board, "close");
    // @ts-expect-error a deed that is not declared
    boardRules.allow(ctx, board, "burn");
    // @ts-expect-error a query writes nothing, whatever it has found
    boardRules.allow(query, board, "close");
  });
  // @ts-expect-error a query writes nothing
  unruled(query, "whatever");
  // @ts-expect-error a rule's row is asked for with the person's standing
  boardRules.finder("boardWithout", { id: boards.id }, (db) => db.select().from(boards));
}
