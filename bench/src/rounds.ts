import type { Span } from "./load/order.ts";

/** How often and how long. Many short rounds are steadier than few long ones on a machine that does other things too. */
export interface Pace {
  rounds: number;
  round: Span;
  /** The round before the first, which is not counted; left out, there is none. */
  warmUp?: Span;
}

/**
 * Measures everyone once per round, so that what else the machine does falls on all of them, and in turn of order, so that nobody
 * always comes after the same one.
 */
export async function interleaved<S, M>(
  subjects: readonly S[],
  { rounds, round: span, warmUp }: Pace,
  measure: (subject: S, span: Span) => Promise<M>,
): Promise<Map<S, M[]>> {
  const measured = new Map<S, M[]>(subjects.map((subject) => [subject, []]));
  for (const subject of subjects) if (warmUp) await measure(subject, warmUp);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? subjects : [...subjects].reverse();
    for (const subject of order) measured.get(subject)?.push(await measure(subject, span));
  }
  return measured;
}
