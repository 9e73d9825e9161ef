import { assertEqual } from "../equality.ts";
import type { Figure } from "../figure.ts";
import { progress } from "../report/progress.ts";
import { type Served, serve } from "../served.ts";
import type { Stage } from "../stages/stage.ts";
import { isCore, type Subject, type Work } from "../subjects/subject.ts";
import { memory } from "./memory.ts";
import { throughput } from "./throughput.ts";

interface Throughput {
  id: string;
  work: Work;
  connections: number;
  /** Whom it compares; everyone else sits it out. */
  compares(subject: Subject): boolean;
}

const isDurable = ({ unsynced, onlyFollowed }: Subject) => !unsynced && !onlyFollowed;

const all: Throughput[] = [
  { id: "R1", work: "list", connections: 32, compares: isDurable },
  { id: "R2", work: "get", connections: 32, compares: isDurable },
  { id: "B1", work: "batch", connections: 32, compares: isCore },
  { id: "W1", work: "create", connections: 32, compares: ({ onlyFollowed }) => !onlyFollowed },
  { id: "W2", work: "create", connections: 64, compares: isCore },
];

/** Everything that is measured on servers which run side by side, after they gave the same answers. */
export async function* throughputs(
  subjects: Subject[],
  stage: Stage,
  { loads, wants, missing }: { loads: Parameters<typeof throughput>[1]; wants(id: string): boolean; missing: string[] },
): AsyncGenerator<Figure[]> {
  const wanted = all.filter(({ id }) => wants(id) || (id === "R1" && wants("RSS-LOAD")));
  const needed = subjects.filter((subject) => wanted.some(({ compares }) => compares(subject)));
  const served: Served[] = [];
  try {
    for (const subject of needed) served.push(...(await serveOrMiss(subject, stage, missing)));
    await assertEqual(served);
    if (served.length > 1) progress(`${stage.engine}: ${served.length} subjects give the same answers`);
    for (const { id, work, connections, compares } of wanted) {
      const compared = served.filter(({ subject }) => compares(subject));
      const figures = await throughput({ id, served: compared, work, connections, missing }, loads);
      if (wants(id)) yield figures;
      if (id === "R1" && wants("RSS-LOAD")) yield memory("RSS-LOAD", compared);
    }
  } finally {
    for (const server of served) await server.stop();
  }
}

/** A peer that does not start here is reported; everyone else must. */
async function serveOrMiss(subject: Subject, stage: Stage, missing: string[]): Promise<Served[]> {
  try {
    return [await serve(subject, stage)];
  } catch (error) {
    if (!subject.peer) throw error;
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    missing.push(`${subject.title}, which did not start here: ${reason}`);
    return [];
  }
}
