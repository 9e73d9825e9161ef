import { createHook } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
// Safe because the flag makes it so.
const collect = runInNewContext("gc") as () => void;

/** Counts what outlives work that should leave nothing behind. */
export interface WhatIsLeft extends Disposable {
  /** Bytes of the heap, without garbage. */
  heap(): number;
  /** Timers that were set since, and have neither fired nor been cleared; also those that do not keep the process. */
  timers(): number;
  /** Network connections of this process, either side's. */
  sockets(): number;
}

export function whatIsLeft(): WhatIsLeft {
  const timers = new Set<number>();
  const hook = createHook({
    init: (id, type) => {
      if (type === "Timeout" || type === "Immediate") timers.add(id);
    },
    destroy: (id) => {
      timers.delete(id);
    },
  }).enable();
  return {
    heap: () => {
      collect();
      return process.memoryUsage().heapUsed;
    },
    timers: () => timers.size,
    sockets: () => process.getActiveResourcesInfo().filter((name) => /^TCP(Socket)?Wrap$/.test(name)).length,
    [Symbol.dispose]: () => {
      hook.disable();
    },
  };
}
