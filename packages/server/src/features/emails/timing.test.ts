// Faults: 49.
import { afterEach, expect, test } from "vitest";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { requireVerification } from "../accounts/verification-switch.ts";

const SAMPLES = Number(process.env.SAMPLES ?? 40);
const TRIES = 4;
/** What a clock of this kind cannot tell apart across a network: medians that lie closer are the same. */
const BLIND_MS = 0.4;
const DAY_MS = 24 * 3_600_000;

afterEach(() => requireVerification(false));

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

type Ask = (app: TestApp, email: string) => Promise<unknown>;

const asks: [string, Ask][] = [
  ["a sign-in", (app, email) => app.anyone.sessions.signIn({ email, password: "not the password" })],
  ["a forgotten password", (app, email) => app.anyone.passwords.forgot({ email })],
  ["a link to sign in", (app, email) => app.anyone.signInLinks.ask({ email })],
  ["a sign-up", (app, email) => app.anyone.accounts.signUp({ name: "New", email, password: PASSWORD })],
];

test.each(asks)("how long %s takes does not tell whether there is an account", { timeout: 600_000 }, async (_, ask) => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  requireVerification(true);
  const timed = async (email: string) => {
    const start = performance.now();
    await ask(app, email).catch(() => {});
    return performance.now() - start;
  };

  await timed("ada@example.com");
  const found: object[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [known, pairs]: [number[], number[]] = [[], []];
    for (let n = 0; n < SAMPLES; n++) {
      // Nobody has to wait for their turn, and each goes first as often as the other.
      app.pass(DAY_MS + 1);
      const stranger = `nobody${n}@example.com`;
      const early = n % 2 ? await timed(stranger) : undefined;
      const mine = await timed("ada@example.com");
      known.push(mine);
      pairs.push(mine - (early ?? (await timed(stranger))));
    }
    const [gap, allowed] = [Math.abs(median(pairs)), Math.max(0.05 * median(known), BLIND_MS)];
    const chance = byChance(pairs.filter((difference) => difference > 0).length, SAMPLES);
    // What else the machine does comes and goes; a difference of ours would stay.
    if (gap <= allowed || chance > 0.01) return;
    found.push({ gap, allowed, chance });
  }
  expect(found).toEqual([]);
});

/** How likely a fair coin falls at least so unevenly: the sign test. */
function byChance(heads: number, throws: number): number {
  const most = Math.max(heads, throws - heads);
  const z = (most - 0.5 - throws / 2) / (Math.sqrt(throws) / 2);
  // Abramowitz and Stegun 26.2.17, both tails.
  const t = 1 / (1 + 0.2316419 * Math.max(z, 0));
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduceRight(
    (sum, b) => (sum + b) * t,
    0,
  );
  return Math.min(1, (2 * tail * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
}

test("the measure itself tells a difference of a tenth", () => {
  expect(byChance(20, 40)).toBeGreaterThan(0.8);
  expect(byChance(27, 40)).toBeGreaterThan(0.01);
  expect(byChance(33, 40)).toBeLessThan(0.001);
});
