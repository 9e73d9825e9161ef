import { closeSync, openSync, read } from "node:fs";
import { Worker } from "node:worker_threads";

const LOOK_EVERY_SYNCS = 16;
// The larger, the fewer times a page that changes often is copied; the smaller, the sooner a log is read after a crash.
const CHECKPOINT_BYTES = 64 * 1024 * 1024;
const TRUNCATE_BYTES = 256 * 1024 * 1024;
const HEADER_BYTES = 48;
const FRAMES_AT = 16;
// A page of 4 KiB and the frame's own header.
const FRAME_BYTES = 4_096 + 24;

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

  readonly #index: number;

  /** @param file - a database that is open in WAL mode, so that its log and the index of it are there. */
  constructor(
    readonly file: string,
    readonly checkpointBytes = CHECKPOINT_BYTES,
  ) {
    this.#index = openSync(`${file}-shm`, "r");
  }

  /** Called after each sync of the log; looks at its length now and then. */
  afterSync(): void {
    this.#syncs += 1;
    if (this.#busy || this.#rest || this.#syncs % LOOK_EVERY_SYNCS !== 0) return;
    // The file itself stays as large as it ever was; the header of the index says how much of it is in use:
    // https://www.sqlite.org/walformat.html#the_wal_index_header
    read(this.#index, Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0, (error, _, header) => {
      if (error || this.#busy) return;
      const inUse = header.readUInt32LE(FRAMES_AT) * FRAME_BYTES;
      if (inUse < this.checkpointBytes) return;
      this.#run("PASSIVE", () => {
        this.#rest = inUse < TRUNCATE_BYTES ? "PASSIVE" : "TRUNCATE";
      });
    });
  }

  /** Called by the writer when no transaction is open. What it returns is to be waited for before the next one. */
  betweenGroups(): Promise<void> | undefined {
    const mode = this.#rest;
    if (!mode || this.#busy) return undefined;
    this.#rest = undefined;
    return new Promise((resolve) => {
      this.#run(mode, () => {
        this.#worker?.unref();
        resolve();
      });
      // The process may be waiting for nothing else, and would end in the middle of its work.
      this.#worker?.ref();
    });
  }

  async close(): Promise<void> {
    closeSync(this.#index);
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
