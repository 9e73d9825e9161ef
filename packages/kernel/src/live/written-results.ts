import type { WriteJson } from "../json-writer.ts";
import { isShared } from "./shared-reads.ts";

interface Written {
  write: WriteJson;
  parts: readonly unknown[];
  text: string;
}

const RECENT = 8;
// Whoever reads more has other costs.
const MOST_LETTERS = 64 * 1024;

/**
 * The last few results and their JSON. Those who follow one list run one after the other when it changes, and mostly find the same: to see
 * that a result is the same takes a tenth of the time that it takes to write it again.
 */
export class WrittenResults {
  #recent: readonly Written[] = [];

  /** What `write` gives for the value. */
  textOf(value: unknown, write: WriteJson): string | undefined {
    const known = this.#recent.find((one) => one.write === write && consistsOf(value, one.parts));
    return known ? known.text : this.#written(value, write);
  }

  #written(value: unknown, write: WriteJson): string | undefined {
    const text = write(value);
    if (text === undefined || text.length > MOST_LETTERS) return text;
    const parts: unknown[] = [];
    const isPlain = walk(value, (part) => parts.push(part) > 0);
    if (isPlain) this.#recent = [{ write, parts, text }, ...this.#recent].slice(0, RECENT);
    return text;
  }
}

function consistsOf(value: unknown, parts: readonly unknown[]): boolean {
  let at = 0;
  return walk(value, (part) => part === parts[at++]);
}

const LIST = Symbol("list");
const FIELDS = Symbol("fields");
const MOMENT = Symbol("moment");
const END = Symbol("end");

/** Visits all that a value consists of and where each part of it ends, until a visit says no. Also says no to what is not plain data. */
function walk(value: unknown, visit: (part: unknown) => boolean): boolean {
  if (value === null) return visit(value);
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol" && visit(value);
  // The same row of the same read is the same to its last field.
  if (isShared(value)) return visit(value);
  if (value instanceof Date) return visit(MOMENT) && visit(value.getTime());
  if (Array.isArray(value)) {
    if (!visit(LIST)) return false;
    for (const item of value) if (!walk(item, visit)) return false;
    return visit(END);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || !visit(FIELDS)) return false;
  for (const key in value) if (!visit(key) || !walk((value as Record<string, unknown>)[key], visit)) return false;
  return visit(END);
}
