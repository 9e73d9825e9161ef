import { fdatasync } from "node:fs";

/** Puts what was written to an open file on the disk, then calls back. */
export type SyncFile = (descriptor: number, done: (error: Error | null) => void) => void;

/**
 * Puts committed log on disk without blocking the event loop: the connection commits at `synchronous=NORMAL`, and this calls
 * `fdatasync` on the log file from the thread pool. Commits made while one sync runs share the next.
 */
export class WalSync {
  #waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  #running: Promise<void> | undefined;
  #broken: unknown;
  #onSettled: (() => void)[] = [];

  /**
   * @param descriptor - the open `-wal` file.
   * @param afterSync - called after each successful sync.
   * @param onBroken - called once, when the disk refuses a sync.
   * @param syncFile - a stand-in for a disk that is slow or fails.
   */
  constructor(
    readonly descriptor: number,
    readonly afterSync: () => void,
    readonly onBroken: (error: unknown) => void,
    readonly syncFile: SyncFile = fdatasync,
  ) {}

  /** Resolves when everything committed before this call is on disk. */
  flushed(): Promise<void> {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Whether the disk is being waited for. */
  get busy(): boolean {
    return this.#running !== undefined;
  }

  /** Resolves when the sync that runs now has ended, well or not. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  /** Throws when an earlier sync failed: what is on disk is then unknown, so nothing more may be written. */
  assertIntact(): void {
    if (this.#broken) throw this.#broken;
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await new Promise<void>((resolve, reject) => {
          this.syncFile(this.descriptor, (error) => (error ? reject(error) : resolve()));
        });
        for (const { resolve } of group) resolve();
        this.afterSync();
      } catch (error) {
        // After a failed sync the operating system may have dropped the pages, so trying again would prove nothing.
        this.#broken = error;
        for (const { reject } of [...group, ...this.#waiting]) reject(error);
        this.#waiting = [];
        this.onBroken(error);
      }
      for (const tell of this.#onSettled.splice(0)) tell();
    }
    this.#running = undefined;
  }
}
