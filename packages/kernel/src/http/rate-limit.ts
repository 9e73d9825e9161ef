import { BlockList, isIPv6 } from "node:net";
import { Failure } from "../failure.ts";
import { Bucket, costOfCall } from "./bucket.ts";
import { RecentMap } from "./recent-map.ts";

/** How much may be asked for: `burst` calls at once, refilled at `perMinute`. */
export interface RateLimit {
  perMinute: number;
  burst: number;
}

/** Limits by who asks and from where. Both are counted per call of a procedure, not per request. */
export interface RateLimits {
  actor: RateLimit;
  address: RateLimit;
}

/**
 * Counts calls in memory, where this process is the only one to count. Keys not used for longest are forgotten, which at worst
 * forgives them.
 */
export class RateLimiter {
  readonly #buckets = new RecentMap(() => new Bucket());

  /** Takes `calls` from a key's bucket. Returns 0, or after how many milliseconds to ask again; then nothing was taken. */
  take(key: string, calls: number, { perMinute, burst }: RateLimit, nowMs: number): number {
    const call = costOfCall(perMinute);
    return this.#buckets.of(key).take(calls * call, burst * call, nowMs * 1_000);
  }
}

/** @throws Failure TOO_MANY_REQUESTS that says when to ask again, unless the wait is 0. */
export function refuseIfLimited(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  throw new Failure("TOO_MANY_REQUESTS", `Too many calls. Try again in ${seconds} s.`, {
    details: { retryAfterSeconds: seconds },
  });
}

const mapped = new BlockList();
mapped.addSubnet("::ffff:0:0", 96, "ipv6");

/**
 * What an address is counted under: an IPv4 address itself, also when written as IPv6; of an IPv6 address its /64, which one customer
 * has whole.
 */
export function addressKey(address: string | null): string {
  if (!address || !isIPv6(address)) return address ?? "unknown";
  if (mapped.check(address, "ipv6")) {
    const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
    if (dotted) return dotted;
  }
  return `${expandIPv6(address).slice(0, 4).join(":")}::/64`;
}

function expandIPv6(address: string): string[] {
  const [head = "", tail] = (address.split("%", 1)[0] ?? "").toLowerCase().split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(zeros, 0) }, () => "0"), ...right].map((part) =>
    part.replace(/^0+(?=.)/, ""),
  );
}
