import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { on } from "../cores.ts";

/** A process on the cores of the load that carries out one order after the other. */
export class OrderedProcess<Order, Outcome> {
  readonly #child: ChildProcess;
  /** Rejects when the process ends before its time. */
  readonly #ended: Promise<never>;

  constructor(script: `./${string}.ts`) {
    const file = fileURLToPath(new URL(script, import.meta.url));
    const [program, ...args] = on("load", [process.execPath, "--import", "tsx", file]);
    this.#child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const kill = () => this.#child.kill("SIGKILL");
    process.once("exit", kill);
    this.#child.once("exit", () => process.off("exit", kill));
    this.#ended = once(this.#child, "exit").then(([code]) => {
      throw new Error(`the load ended with code ${code}`);
    });
    this.#ended.catch(() => {});
  }

  /** Resolves with why it could not be carried out, if so. */
  async carryOut(order: Order): Promise<Outcome | string> {
    const answered = once(this.#child, "message");
    this.#child.send(order as object);
    const [outcome] = await Promise.race([answered, this.#ended]);
    // Safe because this is what the process sends.
    return outcome as Outcome | string;
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** The other end: carries out what this process is ordered to, and ends with the one who orders. */
export function obey<Order, Outcome>(carryOut: (order: Order) => Promise<Outcome>): void {
  process.on("message", async (order: Order) => {
    try {
      process.send?.(await carryOut(order));
    } catch (error) {
      process.send?.(error instanceof Error ? error.message : String(error));
    }
  });
  process.on("disconnect", () => process.exit(0));
}
