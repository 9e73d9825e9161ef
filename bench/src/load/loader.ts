import { type Sample, samplesOf } from "../dataset/sample.ts";
import type { Served } from "../served.ts";
import type { Work } from "../subjects/subject.ts";
import type { Order, Outcome, Span } from "./order.ts";
import { OrderedProcess } from "./ordered-process.ts";

/** What to ask a server for, how hard and for how long. */
export interface Task extends Span {
  work: Work;
  connections: number;
  /** Who asks for what; left out, everybody for theirs. */
  samples?: Sample[];
}

/** What a load measured. */
export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of the server, per answer of all loads on it. */
  cpuMicros: number;
  /** The same of the database server beside it; 0 where there is none. */
  databaseMicros: number;
}

/** The process that loads servers. One for the whole run, so that no measurement pays for its start. */
export class Loader {
  readonly #process = new OrderedProcess<Order[], Outcome[]>("./load-process.ts");

  /** Loads one server with several tasks at once. @throws when an answer was not a success */
  async run(served: Served, tasks: Task[]): Promise<Load[]> {
    const { subject, stage } = served;
    const everybody = samplesOf(stage.size);
    const orders = tasks.map(({ work, samples = everybody, ...task }): Order => {
      const make = subject.requests[work];
      if (!make) throw new Error(`${subject.name} cannot be asked for ${work}`);
      return { ...task, port: served.port, requests: samples.map(make) };
    });
    const before = { server: served.cpuSeconds(), database: stage.cpuSeconds() };
    const outcomes = await this.#process.carryOut(orders);
    if (typeof outcomes === "string") throw new Error(`${subject.name} on ${stage.engine} was lost: ${outcomes}`);
    const used = { server: served.cpuSeconds() - before.server, database: stage.cpuSeconds() - before.database };
    for (const [i, { failures, answers }] of outcomes.entries())
      if (failures.length > 0)
        throw new Error(
          `${subject.name} on ${stage.engine} answered ${failures.length} of ${answers} times ${tasks[i]?.work} with ${[...new Set(failures)].join(", ")}`,
        );
    const answers = outcomes.reduce((sum, outcome) => sum + outcome.answers, 0);
    return outcomes.map((outcome) => ({
      perSecond: outcome.answers / outcome.seconds,
      p50Ms: outcome.p50Ms,
      p99Ms: outcome.p99Ms,
      cpuMicros: (used.server / answers) * 1e6,
      databaseMicros: (used.database / answers) * 1e6,
    }));
  }

  stop(): void {
    this.#process.stop();
  }
}
