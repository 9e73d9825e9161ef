import fc from "fast-check";
import { valuesFor } from "./arbitraries.ts";
import { damaged, edits } from "./fuzz-damage.ts";
import { type Procedure, procedures } from "./fuzz-procedures.ts";
import { aboutTheSecret, fillingFor } from "./fuzz-values.ts";

/**
 * People who call: from nobody and somebody else to the owner of the workspace, and an operator. `newcomer` is invited, and another one in
 * every round.
 */
export const castNames = ["nobody", "sam", "vera", "mona", "adam", "olga", "oscar", "newcomer"] as const;
export type CastName = (typeof castNames)[number];

export interface Call {
  path: string;
  input: unknown;
}

/** One request, before ids and tokens are filled in. */
export interface Case {
  calls: Call[];
  batched: boolean;
  /** `able`: whoever can do the first call. */
  by: CastName | "able";
  /** In which project. */
  project: number;
  /** `stream` and `parameter` are answered by tRPC's own adapter instead of the lean one; `method` is the wrong one. */
  manner: "plain" | "stream" | "parameter" | "method";
}

const MOST_IN_A_BATCH = 20;

/** Requests of every procedure, alone and in batches, as anybody. More than half of them make sense. */
export const cases: fc.Arbitrary<Case> = fc.record({
  calls: fc.oneof(
    { weight: 120, arbitrary: fc.array(callOf(procedures), { minLength: 1, maxLength: 1 }) },
    { weight: 20, arbitrary: fc.array(callOf(procedures.filter(is("query"))), { minLength: 1, maxLength: 5 }) },
    { weight: 20, arbitrary: fc.array(callOf(procedures.filter(is("mutation"))), { minLength: 1, maxLength: 5 }) },
    { weight: 10, arbitrary: fc.array(callOf(procedures), { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: tooManyCalls() },
  ),
  batched: fc.boolean(),
  by: fc.oneof(
    { weight: 3, arbitrary: fc.constant("able" as const) },
    { weight: 2, arbitrary: fc.constantFrom(...castNames) },
  ),
  project: fc.nat(3),
  manner: fc.oneof(
    { weight: 12, arbitrary: fc.constant("plain" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom("stream" as const, "parameter" as const, "parameter" as const, "method" as const),
    },
  ),
});

/** Requests that make sense, of one call each. */
export const soundCases: fc.Arbitrary<Case> = fc.record({
  calls: fc.array(soundCallOf(procedures), { minLength: 1, maxLength: 1 }),
  batched: fc.boolean(),
  by: fc.constantFrom("able", "mona"),
  project: fc.nat(3),
  manner: fc.constant("plain"),
});

function is(type: Procedure["type"]) {
  return (procedure: Procedure) => procedure.type === type;
}

function callOf(among: Procedure[]): fc.Arbitrary<Call> {
  const sound = soundCallOf(among);
  return fc.oneof(
    { weight: 6, arbitrary: sound },
    {
      weight: 4,
      arbitrary: fc.tuple(sound, edits).map(([call, made]) => ({ ...call, input: damaged(call.input, made) })),
    },
    { weight: 1, arbitrary: sound.map((call) => ({ ...call, input: aboutTheSecret(call.input) })) },
  );
}

/** Calls that cost much, such as those that hash a password, come up less often. */
function soundCallOf(among: Procedure[]): fc.Arbitrary<Call> {
  const options = among.map(({ path, input, meta }) => ({
    weight: meta.weight > 1 ? 1 : 4,
    arbitrary: fc.record({ path: fc.constant(path), input: valuesFor(input, fillingFor(path)) }),
  }));
  return fc.oneof(...options);
}

function tooManyCalls(): fc.Arbitrary<Call[]> {
  const many = fc.integer({ min: MOST_IN_A_BATCH - 1, max: MOST_IN_A_BATCH + 30 });
  return many.map((length) => Array.from({ length }, () => ({ path: "workspaces.list", input: undefined })));
}
