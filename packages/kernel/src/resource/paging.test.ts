import { inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ada, contextOf, noteRow, notes, notesResource, openTeamNotes, red } from "../../test/team-notes.ts";
import { sortKeys } from "./order.ts";
import type { Page } from "./types.ts";

// How many walks through the pages of a list, over all sorts. Many ties and many NULLs. What is compared is worked out in plain JavaScript, which knows nothing of the statements.
/** On each of the two engines, other ones every time. */
const RUNS = Number(process.env.PAGE_WALKS ?? 2_000);
const ROUNDS = 20;

let team: Awaited<ReturnType<typeof openTeamNotes>>;
beforeAll(async () => {
  team = await openTeamNotes();
});
afterAll(() => team[Symbol.asyncDispose]());
beforeEach(() => team.database.write((db) => db.delete(notes)));

const person = { kind: "user", userId: ada, sessionId: "s", operator: false } as const;

type Made<Values> = Values extends fc.Arbitrary<infer Value> ? Value : never;
type Note = typeof notes.$inferSelect;
type Input = Parameters<typeof notesResource.listRows>[1];

const sorts = {
  newest: ["-createdAt"],
  oldest: ["createdAt"],
  title: ["title"],
  due: ["dueAt", "-createdAt"],
  dueLast: ["-dueAt"],
  mood: ["-mood", "stars", "-price"],
  pinned: ["-pinned", "price"],
} as const;
// Safe because an object literal has no other keys.
const names = Object.keys(sorts) as (keyof typeof sorts)[];

const moments = [0, 1, 86_400_000].map((ms) => new Date(Date.UTC(2026, 0, 1) + ms));
// Beyond the basic plane, UTF-16 and code points order differently.
const titles = ["", "a", "B", "é", "z", "\uffee", "😀"];

const row = fc.record({
  title: fc.constantFrom(...titles),
  stars: fc.integer({ min: -1, max: 1 }),
  mood: fc.constantFrom("calm" as const, "über" as const, null),
  price: fc.constantFrom("9.50", "10.00", null),
  pinned: fc.boolean(),
  dueAt: fc.constantFrom(...moments, null),
  createdAt: fc.constantFrom(...moments),
});

const where = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.constantFrom<NonNullable<Input["where"]>>(
    { stars: { gt: -1 } },
    { stars: { between: [0, 1] }, pinned: { eq: true } },
    { mood: { isNull: true } },
    { mood: { in: ["calm", "über"] } },
    { dueAt: { lt: "2026-01-01T12:00:00Z" } },
    { title: { startsWith: "A" } },
    { price: { isNull: false }, createdAt: { gt: "2026-01-01T00:00:00Z" } },
  ),
);

const change = fc.record({ add: fc.array(row, { maxLength: 2 }), remove: fc.array(fc.nat(30), { maxLength: 2 }) });

const walk = fc.record({
  limit: fc.integer({ min: 1, max: 9 }),
  where,
  changes: fc.array(change, { maxLength: 3 }),
});

const anyOrder = fc
  .uniqueArray(fc.constantFrom("title", "stars", "mood", "price", "pinned", "dueAt", "createdAt"), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((fields) => fc.tuple(...fields.map((field) => fc.constantFrom(field, `-${field}`))));

test.each(names)(
  "by %s, pages show every row that was there throughout exactly once and in order",
  async (sort) => {
    const rounds = fc.tuple(
      fc.array(row, { minLength: 5, maxLength: 30 }),
      fc.array(walk, { minLength: ROUNDS, maxLength: ROUNDS }),
    );

    await fc.assert(
      fc.asyncProperty(rounds, async ([rows, walks]) => {
        await team.database.write(async (db) => {
          await db.delete(notes);
          await db.insert(notes).values(rows.map(stored));
        });
        for (const one of walks) await follow(sorts[sort], one, sort);
      }),
      { numRuns: Math.ceil(RUNS / ROUNDS / 2 / names.length) },
    );
  },
  300_000,
);

test("by any order, pages show every row that was there throughout exactly once and in order", async () => {
  const { definition } = notesResource;
  const rounds = fc.tuple(
    fc.array(row, { minLength: 5, maxLength: 30 }),
    fc.array(fc.tuple(anyOrder, walk), { minLength: ROUNDS, maxLength: ROUNDS }),
  );

  await fc.assert(
    fc.asyncProperty(rounds, async ([rows, walks]) => {
      await team.database.write(async (db) => {
        await db.delete(notes);
        await db.insert(notes).values(rows.map(stored));
      });
      for (const [keys, one] of walks) {
        const name = `any: ${keys}`;
        definition.sorts.set(name, sortKeys(definition.columns, keys));
        await follow(keys, one, name);
        definition.sorts.delete(name);
      }
    }),
    { numRuns: Math.ceil(RUNS / ROUNDS / 2) },
  );
}, 300_000);

const stored = (given: { title: string }) => noteRow({ ...given, titleFolded: given.title.toLowerCase() });

/** Reads page after page, with changes between them, and compares with what plain JavaScript makes of the rows. */
async function follow(keys: readonly string[], { limit, where, changes }: Made<typeof walk>, sort: string) {
  const before = await team.database.read.select().from(notes);
  const ctx = { ...contextOf(team.database, person), actor: person, db: team.database.read };
  const seen: { id: string }[] = [];
  const disturbed = new Set<string>();
  const pending = [...changes];
  let cursor: string | null | undefined;
  do {
    // Safe because the sort was declared, here or with the resource.
    const input = { folderId: red, sort: sort as "newest", limit, where, ...(cursor && { cursor }) };
    const page: Page<typeof notesResource.types> = await notesResource.listRows(ctx, input);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    // A list that never ends is a failure, not a test that hangs.
    expect(seen.length).toBeLessThan(1_000);
    cursor = page.nextCursor;
    const next = pending.shift();
    if (next && cursor) for (const id of await disturb(next, before)) disturbed.add(id);
  } while (cursor);

  const expected = before.filter((note) => fits(note, where)).sort(comparing(keys));
  const steady = expected.map(({ id }) => id).filter((id) => !disturbed.has(id));
  const known = new Set(before.map(({ id }) => id));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.map(({ id }) => id).filter((id) => known.has(id) && !disturbed.has(id))).toEqual(steady);
}

/** Adds and removes rows between two pages. @returns the ids of those that were not there throughout */
async function disturb({ add, remove }: Made<typeof change>, before: Note[]) {
  const ids = remove.flatMap((at) => before[at]?.id ?? []);
  await team.database.write(async (db) => {
    if (ids.length > 0) await db.delete(notes).where(inArray(notes.id, ids));
    if (add.length > 0) await db.insert(notes).values(add.map(stored));
  });
  return ids;
}

function fits(note: Note, where: NonNullable<Input["where"]>): boolean {
  return Object.entries(where).every(([field, asked]) => {
    const value = note[field as keyof Note];
    return Object.entries(asked ?? {}).every(([operator, operand]) => holds(value, operator, operand, note));
  });
}

function holds(value: Note[keyof Note], operator: string, operand: unknown, note: Note): boolean {
  if (operator === "isNull") return (value === null) === operand;
  if (operator === "startsWith") return note.titleFolded.startsWith(String(operand).toLowerCase());
  if (value === null) return false;
  const plain = value instanceof Date ? value.getTime() : value;
  const number = (given: unknown) => (typeof given === "string" ? Date.parse(given) : Number(given));
  if (operator === "gt") return Number(plain) > number(operand);
  if (operator === "lt") return Number(plain) < number(operand);
  if (operator === "in") return (operand as unknown[]).includes(plain);
  if (operator === "between") {
    const [from, to] = operand as number[];
    return Number(plain) >= Number(from) && Number(plain) <= Number(to);
  }
  return plain === operand;
}

/** Compares as the sort says: NULLs last either way, text by code point, and the id in the direction of the last key. */
function comparing(keys: readonly string[]): (a: Note, b: Note) => number {
  const all = [...keys, keys.at(-1)?.startsWith("-") ? "-id" : "id"];
  return (a, b) => {
    for (const key of all) {
      const field = key.replace("-", "") as keyof Note;
      const [x, y] = [orderable(field, a), orderable(field, b)];
      if (x === null && y === null) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      const order = x < y ? -1 : x > y ? 1 : 0;
      if (order !== 0) return key.startsWith("-") ? -order : order;
    }
    return 0;
  };
}

function orderable(field: keyof Note, note: Note): number | string | null {
  const value = note[field];
  if (value === null) return null;
  if (field === "price" || typeof value !== "string") return Number(value);
  // Code points at a fixed width compare as they do.
  return [...value].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(6, "0")).join("");
}

test("the sorts that are walked are those that are declared", () => {
  expect([...notesResource.definition.sorts.keys()]).toEqual(names);
});
