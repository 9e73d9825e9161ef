import { randomUUID } from "node:crypto";
import { type ShareReads, tracked } from "@plinth/database";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { boardRules, boards, cards, createBoards, queryAs } from "../../test/boards.ts";
import { SharedReads } from "../live/shared-reads.ts";

const cardsOf = boardRules.listBehind("cardsOf", { boardId: boards.id }, { limit: Number }, (db, $, board) =>
  db.select({ name: cards.name }).from(cards).where(eq(cards.projectId, board)).orderBy(asc(cards.id)).limit($.limit),
);

/** Shares reads, and notes which statements were asked of the database. */
function noting() {
  const shared = new SharedReads();
  const asked: string[] = [];
  const share: ShareReads = {
    rows: (key, reads, read) =>
      shared.rows(key, reads, () => {
        asked.push(key.slice(0, key.indexOf("{")).trim());
        return read();
      }),
  };
  return { share, asked };
}

test("what is behind a row is seen by those who see the row, whether reads are shared or not", async () => {
  await using made = await createBoards();
  const { database, here, there, ada, bob, eve, nobody } = made;
  const { share } = noting();
  const sharing = { ...database, read: tracked(database.read, () => {}, share) };
  const sees = [
    [ada, here, 1],
    [bob, here, 1],
    [eve, here, 0],
    [nobody, here, 0],
    [ada, there, 0],
    [eve, there, 1],
    [ada, randomUUID(), 0],
  ] as const;

  for (const [person, boardId, count] of sees) {
    expect(await cardsOf(queryAs(database, person), { boardId, limit: 5 })).toHaveLength(count);
    expect(await cardsOf(queryAs(sharing, person), { boardId, limit: 5 })).toHaveLength(count);
  }
  expect(await cardsOf(queryAs(sharing, ada), { boardId: here, limit: 0 })).toHaveLength(0);
});

test("where reads are shared, each asks whether they see the row, and what is behind it is read once", async () => {
  await using made = await createBoards();
  const { database, here, ada, bob, eve } = made;
  const { share, asked } = noting();
  const sharing = { ...database, read: tracked(database.read, () => {}, share) };

  const [one, other] = [
    await cardsOf(queryAs(sharing, ada), { boardId: here, limit: 5 }),
    await cardsOf(queryAs(sharing, bob), { boardId: here, limit: 5 }),
  ];
  await cardsOf(queryAs(sharing, eve), { boardId: here, limit: 5 });

  expect(asked).toEqual(["cardsOf: gate", "cardsOf: behind", "cardsOf: gate", "cardsOf: gate"]);
  expect(other).toBe(one);
});
