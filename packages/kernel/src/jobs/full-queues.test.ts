// Faults: 140.
import { expect, test } from "vitest";
import { createJobWorld } from "../../test/job-world.ts";
import { leaveEffect, named } from "../../test/named-jobs.ts";
import { enqueue } from "../index.ts";

const patient = { timeout: 30_000 };

test("a queue that takes only so many refuses more, keeps nothing of what wanted them, and takes them again", async () => {
  await using world = await createJobWorld();
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const slow = named("slow", async () => opened, { queue: "narrow", concurrency: 1, mostWaiting: 3 });
  const other = named("other", async () => {});
  for (let at = 0; at < 6; at++) await world.add(slow);
  await world.work(slow, other);

  const refused = () =>
    world
      .write(async (ctx) => {
        await leaveEffect(ctx, "of a refused one");
        await enqueue(ctx, slow, { name: "one more" });
      })
      .then(
        () => "taken",
        ({ code, message }) => `${code}: ${message}`,
      );
  await expect.poll(refused, patient).toMatch(/^TOO_MANY_REQUESTS: Too much of this kind waits/);
  const effects = await world.effects();
  expect(await refused()).toMatch(/^TOO_MANY_REQUESTS/);
  expect(await world.effects()).toEqual(effects);
  await world.add(other);

  open();
  await expect.poll(refused, patient).toBe("taken");
});
