import { Presets, SingleBar } from "cli-progress";

/** Shows how far long work has come. */
export interface Progress {
  /** @param done - of the `total` given at the start; `note` says more in a few words. */
  at(done: number, note: string): void;
  end(): void;
}

/** A bar on standard error; silent when nobody watches, so that logs stay clean. */
export function startProgress(label: string, total: number): Progress {
  if (!process.stderr.isTTY) return { at: () => {}, end: () => {} };
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage}%  {note}`, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: "" });
  return { at: (done, note) => bar.update(done, { note }), end: () => bar.stop() };
}
