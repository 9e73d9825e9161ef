import { fstat } from "node:fs";
import { Worker } from "node:worker_threads";

const LOOK_EVERY_SYNCS = 16;
const CHECKPOINT_BYTES = 4 * 1024 * 1024;
const TRUNCATE_BYTES = 64 * 1024 * 1024;

/** Keeps the `-wal` file small: copies it into the database from a worker thread whenever it has grown. */
export class Checkpoints {
  #worker: Worker | undefined;
  #busy = false;
  #syncs = 0;

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
      this.#busy = true;
      // A passive checkpoint waits for nobody; past the larger bound, writers pause for the moment it takes to empty the log.
      this.#start().postMessage({ mode: stats.size < TRUNCATE_BYTES ? "PASSIVE" : "TRUNCATE" });
    });
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

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./checkpointer.mjs", import.meta.url), { workerData: { file: this.file } });
    worker.on("message", () => {
      this.#busy = false;
    });
    worker.on("error", () => {
      this.#worker = undefined;
      this.#busy = false;
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}
