import type { Figure } from "../figure.ts";
import { interleaved } from "../rounds.ts";
import { serve } from "../served.ts";
import type { Stage } from "../stages/stage.ts";
import type { Subject } from "../subjects/subject.ts";

const IDLE_MS = 500;

/** From the start of the process to its first answer, and the memory it then has while nobody asks for anything. */
export async function starts(subjects: Subject[], stage: Stage, rounds: number): Promise<Figure[]> {
  const measured = await interleaved(subjects, { rounds, round: { seconds: 0 } }, async (subject) => {
    const served = await serve(subject, stage);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const seen = { ms: served.coldStartMs, mb: served.rssMb() };
    await served.stop();
    return seen;
  });
  return [...measured].flatMap(([{ name, title }, seen]): Figure[] => {
    const common = { engine: stage.engine, subject: name, title };
    return [
      { ...common, id: "START", unit: "ms", values: seen.map(({ ms }) => ms) },
      { ...common, id: "RSS", unit: "MB", values: seen.map(({ mb }) => mb) },
    ];
  });
}
