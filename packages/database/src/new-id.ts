import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

// Asking the system for randomness costs more than the rest of an id, so it is asked for many at once.
const pool = new Uint8Array(4_096);
const BYTES_PER_ID = 16;
const SEQUENCE_MAX = 0xffffffff;

let used = pool.length;
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): sorts by the millisecond it is made in and, within one process, after every id made before it.
 *
 * @example newId() // "019ab4d2-61f3-7c0e-8a41-0d6c1f2e9b7a"
 */
export function newId(): string {
  if (used + BYTES_PER_ID > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + BYTES_PER_ID);
  used += BYTES_PER_ID;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Half of the range, so that there is room to count up within the millisecond.
    sequence = ((random[0] ?? 0) << 23) | ((random[1] ?? 0) << 15) | ((random[2] ?? 0) << 7);
  } else if (++sequence > SEQUENCE_MAX) {
    lastMs += 1;
    sequence = 0;
  }
  return v7({ random, msecs: lastMs, seq: sequence });
}
