import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** Enters without waiting for it; tells whether it has. */
function entering(pace: Pace, again = false) {
  const entry = { has: false };
  void pace.enter(again).then(() => {
    entry.has = true;
  });
  return entry;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("as many run at once as may, until some clash", async () => {
  const pace = new Pace(8);
  const first = Array.from({ length: 9 }, () => entering(pace));
  await settled();
  expect(first.map(({ has }) => has)).toEqual([...Array(8).fill(true), false]);

  for (let clash = 0; clash < 3; clash++) pace.leave("clashed");
  await settled();

  expect(first.at(-1)?.has).toBe(false);
  for (let left = 0; left < 5; left++) pace.leave("failed");
  await settled();
  expect(first.at(-1)?.has).toBe(true);
});

test("however many clash, one runs, and those that run again go before new ones", async () => {
  const pace = new Pace(4);
  for (let at = 0; at < 4; at++) await pace.enter(false);
  const [fresh, again] = [entering(pace), entering(pace, true)];
  for (let at = 0; at < 4; at++) pace.leave("clashed");
  await settled();

  expect([fresh.has, again.has]).toEqual([false, true]);
  pace.leave("failed");
  await settled();

  expect(fresh.has).toBe(true);
});

test("after enough that land all run at once again, and nothing is remembered", async () => {
  const pace = new Pace(4);
  await pace.enter(false);
  pace.leave("clashed");
  expect(pace.isIdle).toBe(false);

  for (let at = 0; at < 20; at++) {
    await pace.enter(false);
    pace.leave("landed");
  }

  expect(pace.isIdle).toBe(true);
});
