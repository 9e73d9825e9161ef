// Faults: 80.
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { randomFrom } from "../../../kernel/test/random.ts";
import { disturbancesOf } from "../../test/disturbances.ts";
import { OracleClient } from "../../test/oracle-client.ts";
import { someChange, someGain } from "../../test/product-changes.ts";
import { askOnce, isRefusal } from "../../test/product-queries.ts";
import { createWorld, type World } from "../../test/product-world.ts";

const SEED = Number(process.env.SEED ?? 5);
/** How often each disturbance happens. */
const TIMES = Number(process.env.DISTURBANCES ?? 1);
const CHANGES_AT_ONCE = 4;
const CHANGES_IN_TURN = 5;
const QUERIES = 12;
// A connection to the database that leads nowhere is noticed after 3.5 s, and a client waits up to 3 s before it tries a third time.
const QUIET_MS = 12_000;

/** People at work, several at once. Returns how many changes were made. */
async function work(world: World): Promise<number> {
  let made = 0;
  const one = async () => {
    for (let left = CHANGES_IN_TURN; left > 0; left--) if (await someChange(world)) made += 1;
  };
  await Promise.all(Array.from({ length: CHANGES_AT_ONCE }, one));
  return made;
}

/** Waits until each client holds what its person would be answered, and is live. Returns how many of the answers are refusals. */
async function compare(world: World, clients: OracleClient[], after: string): Promise<number> {
  const answers = await Promise.all(
    clients.map(async (client) => ({
      client,
      fresh: await Promise.all(client.held.map(({ asked }) => askOnce(world, client.person, asked))),
    })),
  );
  const deadline = performance.now() + QUIET_MS;
  for (const { client, fresh } of answers) {
    while ((!client.holds(fresh) || client.status !== "live") && performance.now() < deadline) await pause(20);
    for (const [at, { asked, answer }] of client.held.entries()) {
      const where = `seed ${SEED}, ${after}: ${asked.path} ${JSON.stringify(asked.input)} of ${client.person.name}`;
      expect(answer, where).toEqual(fresh[at]);
    }
    expect(client.status, `seed ${SEED}, ${after}: ${client.person.name}`).toBe("live");
  }
  return answers.flatMap(({ fresh }) => fresh).filter(isRefusal).length;
}

test("whatever happens, after quiet each client holds what its person would be answered", {
  timeout: 300_000,
}, async () => {
  const random = randomFrom(SEED);
  await using world = await createWorld(random);
  const clients: OracleClient[] = [];
  for (const person of world.people) clients.push(await OracleClient.open(world, person, QUERIES));
  const ways = clients.map(({ way }) => way);
  await compare(world, clients, "at first");

  let [made, refused] = [0, 0];
  for (let times = 0; times < TIMES; times++) {
    for (const [name, disturb] of disturbancesOf(world)) {
      const [changed] = await Promise.all([work(world), disturb(world, ways)]);
      made += changed;
      refused += await compare(world, clients, name);
      // Alone, so that no other change runs again what this one should have.
      if (await someChange(world)) await compare(world, clients, `one change after "${name}"`);
      if (random.below(2) > 0) continue;
      await someGain(world);
      for (const client of clients) client.again();
    }
    const client = random.of(clients);
    if (!client) continue;
    await (await world.clientOf(client.person)).sessions.signOut.mutate();
    // A server that nobody follows anything on may take the session for live for two seconds.
    await pause(2_100);
    refused += await compare(world, clients, "a session ended");
    await world.signIn(client.person.name);
    await client.signedIn();
    await compare(world, clients, "a session began");
  }

  expect(made).toBeGreaterThan(20 * TIMES);
  expect(refused).toBeGreaterThan(QUERIES);
  for (const client of clients) client.close();
});
