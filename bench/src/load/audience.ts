import type { Served } from "../served.ts";
import type { AudienceOrder, AudienceWork, Gathering, Telling, Told } from "./audience-order.ts";
import { OrderedProcess } from "./ordered-process.ts";

/** What telling news took, and what it took of the server. */
export interface Report extends Told {
  /** Processor time of the server, per delivery. */
  cpuMicros: number;
  /** The same of the database server beside it; 0 where there is none. */
  databaseMicros: number;
  /** The part of a core that the server was busy for. */
  cpuShare: number;
}

/** Those who follow what servers keep up to date. */
export class Audience {
  readonly #process = new OrderedProcess<AudienceOrder, Told | null>("./audience-process.ts");

  /** Connects them and waits until everyone follows what they asked for. */
  async gather(served: Served, gathering: Omit<Gathering, "port">): Promise<void> {
    await this.#order(served, { kind: "gather", port: served.port, ...gathering });
  }

  /** Has the n-th of them ask for the n-th of these as well. */
  async ask(served: Served, asks: string[][]): Promise<void> {
    await this.#order(served, { kind: "ask", asks });
  }

  /** Writes news to a server, and waits until everyone who should hears of them. @throws when somebody does not */
  async tell(served: Served, telling: Omit<Telling, "port">): Promise<Report> {
    const before = { server: served.cpuSeconds(), database: served.stage.cpuSeconds() };
    // Safe because this is the one order that is answered.
    const told = (await this.#order(served, { kind: "tell", port: served.port, ...telling })) as Told;
    const used = {
      server: served.cpuSeconds() - before.server,
      database: served.stage.cpuSeconds() - before.database,
    };
    return {
      ...told,
      cpuMicros: (used.server / told.deliveries) * 1e6,
      databaseMicros: (used.database / told.deliveries) * 1e6,
      cpuShare: used.server / told.seconds,
    };
  }

  async dismiss(served: Served): Promise<void> {
    await this.#order(served, { kind: "dismiss" });
  }

  stop(): void {
    this.#process.stop();
  }

  async #order({ subject, stage, port }: Served, work: AudienceWork): Promise<Told | null> {
    const outcome = await this.#process.carryOut({ ...work, audience: String(port) });
    if (typeof outcome === "string") {
      throw new Error(`${subject.name} on ${stage.engine} lost its audience: ${outcome}`);
    }
    return outcome;
  }
}
