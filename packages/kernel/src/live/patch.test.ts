import fc from "fast-check";
import { expect, test } from "vitest";
import { patchBetween, patched } from "./patch.ts";

const RUNS = process.env.CI ? 2_000 : 500;

const row = fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e"), title: fc.string(), size: fc.nat(3) });
const rows = fc.uniqueArray(row, { selector: ({ id }) => id });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.jsonValue(),
    rows,
    fc.dictionary(fc.constantFrom("x", "y", "tasks", "__proto__", "constructor"), tie("value")),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
}));

/** As the wire leaves it. */
const sent = (given: unknown): unknown => JSON.parse(JSON.stringify(given));

/** As text, whatever order its keys came in. */
const inOrder = (given: unknown) =>
  JSON.stringify(given, (_, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(byKey(part)) : part,
  );

const byKey = (part: object) => Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));

test("an old value and the patch make the new one, whatever both are", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const [old, now] = [sent(before), sent(after)];
      const patch = patchBetween(old, now);

      expect(inOrder(patch ? patched(old, sent(patch) as typeof patch) : old)).toBe(inOrder(now));
      expect(Object.prototype).not.toHaveProperty("x");
    }),
    { numRuns: RUNS },
  );
});

test("a row that changed among many is all that is sent, and the others stay the objects they were", () => {
  const old = { tasks: Array.from({ length: 50 }, (_, at) => ({ id: `${at}`, title: `Task ${at}` })), nextCursor: "x" };
  const now = structuredClone(old);
  now.tasks[7] = { id: "7", title: "Another" };

  const patch = patchBetween(old, now);

  expect(patch).toEqual({ fields: { tasks: { rows: { 7: { id: "7", title: "Another" } } } } });
  const made = patch && (patched(old, patch) as typeof old);
  expect(made?.tasks[6]).toBe(old.tasks[6]);
});

test("rows that come, go and move are told by their order", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];

  expect(patchBetween([a, b], [c, a])).toEqual({ order: ["c", "a"], rows: { c } });
  expect(patchBetween([a, b], [b, a])).toEqual({ order: ["b", "a"], rows: {} });
  expect(patchBetween([a, b], [a, b])).toBeUndefined();
});
