import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { exchange } from "./fuzz-http.ts";
import { brokenRules } from "./fuzz-product.ts";
import { fuzzing, toRepeat } from "./fuzz-settings.ts";
import type { Stage } from "./fuzz-stage.ts";

/** What came of one case: nothing, or what is wrong and the request that shows it. */
export type Finding = { faults: string[]; request: string } | undefined;

/** A kind of cases, and how to try one. */
export interface Corpus<C> {
  /** Where its test is. */
  file: string;
  cases: fc.Arbitrary<C>;
  tryOut(given: C): Promise<Finding>;
}

const ROUND = 100;
const AT_ONCE = 24;
const SHRINK_MS = 20_000;
const AFTERMATH_MS = 20;

/** Tries out many cases, many at once. Throws at the first fault, with the smallest request that still shows it. */
export async function fuzz<C>(stage: Stage, corpus: Corpus<C>, howMany: number): Promise<void> {
  for (let round = 0; round * ROUND < howMany; round++) {
    const seed = fuzzing.seed + round;
    const given = fc.sample(corpus.cases, { seed, numRuns: Math.min(ROUND, howMany - round * ROUND) });
    await stage.reset();
    const found = await tryAll(given, corpus, AT_ONCE);
    if (found) throw report(corpus, seed, await smallest(corpus, found, seed));
    const faults = await faultsLeftBy(stage);
    if (faults.length === 0) continue;
    // One after the other, to see which of them it was.
    const watched = { ...corpus, tryOut: (one: C) => tryAlone(stage, corpus, one) };
    const culprit = await tryAll(given, watched, 1);
    const request = `It was one of ${given.length} requests, and none of them alone.`;
    throw report(corpus, seed, culprit ? await smallest(watched, culprit, seed) : { faults, request });
  }
}

interface Found {
  at: number;
  finding: NonNullable<Finding>;
}

async function tryAll<C>(given: C[], { tryOut }: Corpus<C>, atOnce: number): Promise<Found | undefined> {
  let next = 0;
  let found: Found | undefined;
  const workers = Array.from({ length: atOnce }, async () => {
    while (next < given.length && !found) {
      const at = next++;
      // Safe because `at` is below the length.
      const finding = await tryOut(given[at] as C);
      if (finding) found ??= { at, finding };
    }
  });
  await Promise.all(workers);
  return found;
}

/** What is wrong besides answers: errors nobody handled, lines in the log, rows that break a rule, a server that is not ready. */
async function faultsLeftBy({ port, stray, log, app }: Stage): Promise<string[]> {
  const { status } = await exchange(port, { method: "GET", target: "/readyz", headers: {}, body: "" });
  return [
    ...(status === 200 ? [] : [`/readyz answered ${status}`]),
    ...stray.splice(0).map((error) => (error instanceof Error ? String(error.stack) : `nobody caught ${error}`)),
    ...log.take(),
    ...(await brokenRules(app.database)),
  ];
}

async function tryAlone<C>(stage: Stage, { tryOut }: Corpus<C>, given: C): Promise<Finding> {
  const finding = await tryOut(given);
  await pause(AFTERMATH_MS);
  const faults = await faultsLeftBy(stage);
  return finding ?? (faults.length > 0 ? { faults, request: fc.stringify(given) } : undefined);
}

/** Makes the case smaller as long as it still fails. One that fails only among others stays as it is. */
async function smallest<C>(
  { cases, tryOut }: Corpus<C>,
  { at, finding }: Found,
  seed: number,
): Promise<NonNullable<Finding>> {
  let last = finding;
  const holds = fc.asyncProperty(cases, async (given) => {
    const again = await tryOut(given);
    if (again) last = again;
    return again === undefined;
  });
  await fc.check(holds, { seed, path: String(at), numRuns: 1, interruptAfterTimeLimit: SHRINK_MS });
  return last;
}

function report({ file }: { file: string }, seed: number, { faults, request }: NonNullable<Finding>): Error {
  const round = `To begin with these ${ROUND}: FUZZ_SEED=${seed} FUZZ_CASES=${10 * ROUND} npx pnpm test ${file}`;
  return new Error([...faults, "", request, "", toRepeat(file), round].join("\n"));
}
