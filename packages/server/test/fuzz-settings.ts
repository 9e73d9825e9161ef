const { DATABASE_URL, FUZZ_CASES, CI } = process.env;
// Other requests on each engine, so that what one has answered is not all that the other is asked.
const { FUZZ_SEED = DATABASE_URL ? "20281123" : "20261123" } = process.env;

/**
 * What a run of the fuzz tests is made of. The same seed makes the same requests: `FUZZ_SEED=7 FUZZ_CASES=50000 npx pnpm test fuzz`.
 * Where every change is checked, more are sent than one likes to wait for at a desk: 20,000, half of them on each engine.
 */
export const fuzzing = {
  seed: whole("FUZZ_SEED", FUZZ_SEED),
  cases: whole("FUZZ_CASES", FUZZ_CASES ?? (CI ? "10000" : "5000")),
};

const shares = { procedures: 0.7, bytes: 0.2, sockets: 0.1 };

/** How many of the cases are of one kind. */
export function shareOf(kind: keyof typeof shares): number {
  return Math.ceil(fuzzing.cases * shares[kind]);
}

/** What to type to send the same again. */
export function toRepeat(file: string): string {
  const { seed, cases } = fuzzing;
  return `To repeat this: FUZZ_SEED=${seed} FUZZ_CASES=${cases} npx pnpm test ${file}`;
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${name} is "${text}"; give a whole number above 0`);
  return number;
}
