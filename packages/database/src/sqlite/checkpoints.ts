import { fstat } from "node:fs";
import { Worker } from "node:worker_threads";

const LOOK_EVERY_SYNCS = 16;
const CHECKPOINT_BYTES = 4 * 1024 * 1024;
const TRUNCATE_BYTES = 64 * 1024 * 1024;

/**
 * Keeps the `-wal` file small: copies it into the database from a worker thread whenever it has grown. SQLite begins the log anew only when
 * all of it has been copied, which never happens by chance under load; so the bulk is copied while writers go on, and the rest, which is
 * little, while the writer waits between two groups.
 */
export class Checkpoints {
  #worker: Worker | undefined;
  #busy = false;
  #syncs = 0;
  /** How to copy the rest, once the bulk has been copied. */
  #rest: "PASSIVE" | "TRUNCATE" | undefined;
  #onDone: (() => void) | undefined;

  constructor(
    readonly file: string,
    readonly walDescriptor: number,
  ) {}

  /** Called after each sync of the log; looks at its size now and then. */
  afterSync(): void {
    this.#syncs += 1;
    if (this.#busy || this.#syncs % LOOK_EVERY_SYNCS !== 0) return;
    fstat(this.walDescriptor, (error, stats) => {
      if (error || this.#busy || stats.size < CHECKPOINT_BYTES) return;
      this.#run("PASSIVE", () => {
        this.#rest = stats.size < TRUNCATE_BYTES ? "PASSIVE" : "TRUNCATE";
      });
    });
  }

  /** Called by the writer when no transaction is open. What it returns is to be waited for before the next one. */
  betweenGroups(): Promise<void> | undefined {
    const mode = this.#rest;
    if (!mode || this.#busy) return undefined;
    this.#rest = undefined;
    return new Promise((resolve) => this.#run(mode, resolve));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    // The process may be waiting for nothing else.
    worker.ref();
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage({ mode: "close" });
    await ended;
  }

  #run(mode: "PASSIVE" | "TRUNCATE", onDone: () => void): void {
    this.#busy = true;
    this.#onDone = onDone;
    this.#start().postMessage({ mode });
  }

  #done(): void {
    this.#busy = false;
    this.#onDone?.();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./checkpointer.mjs", import.meta.url), { workerData: { file: this.file } });
    worker.on("message", () => this.#done());
    worker.on("error", () => {
      this.#worker = undefined;
      this.#done();
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}
