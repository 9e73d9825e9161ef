// Faults: 133, 138, 141.
import { expect, test } from "vitest";
import { createJobWorld } from "../../test/job-world.ts";
import { effective, named } from "../../test/named-jobs.ts";
import { deferred } from "../../test/nodes.ts";
import { enqueue } from "../index.ts";

const patient = { timeout: 20_000 };

test("what is undone wanted no job", async () => {
  await using world = await createJobWorld();
  const greet = effective("greet");

  const undone = world.write(async (ctx) => {
    await enqueue(ctx, greet, { name: "ada" });
    throw new Error("changed my mind");
  });

  await expect(undone).rejects.toThrow("changed my mind");
  expect(await world.rows()).toEqual([]);
});

test("a payload that does not fit, or is too long, is refused, and whoever wanted it learns why", async () => {
  await using world = await createJobWorld();
  const greet = effective("greet");

  await expect(world.write((ctx) => enqueue(ctx, greet, { nam: "ada" } as never))).rejects.toThrow(/nam/);
  await expect(world.add(greet, "x".repeat(65_536))).rejects.toThrow(/the payload of greet has 65547 bytes/);

  expect(await world.rows()).toEqual([]);
});

test("of a hundred who want the same job at once there is one; once it has begun, another", async () => {
  await using world = await createJobWorld();
  const door = deferred<void>();
  const digest = named("digest", () => door.promise);

  const ids = await Promise.all(Array.from({ length: 100 }, () => world.add(digest, "a", { unique: "ada" })));
  await world.add(digest, "b", { unique: "bob" });

  expect(new Set(ids).size).toBe(1);
  expect(await world.rows()).toHaveLength(2);
  const worker = await world.work(digest);
  await expect.poll(() => worker.running, patient).toBe(2);
  expect(await world.add(digest, "a", { unique: "ada" })).not.toBe(ids[0]);
  door.resolve();
  await expect.poll(world.states, patient).toEqual(["done", "done", "done"]);
}, 30_000);
