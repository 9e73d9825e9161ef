import { Failure } from "../failure.ts";

const MAX_DEPTH = 64;
const MAX_VALUES = 50_000;
const SUSPECT = /__proto__|constructor|prototype|\\u/;

/**
 * Parses JSON that a stranger sent. Deep or wide documents are refused by counting, before a parser or a schema recurses into them;
 * so are keys that reach for prototypes.
 *
 * @throws Failure BAD_REQUEST
 */
export function parseJsonInput(text: string): unknown {
  checkBounds(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure("BAD_REQUEST", "The request is not valid JSON.");
  }
  if (SUSPECT.test(text)) refusePrototypeKeys(value);
  return value;
}

/** Counts brackets and separators outside strings. Text that is not JSON is left for the parser to refuse. */
export function checkBounds(text: string): void {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 34: // "
        i = endOfString(text, i);
        break;
      case 91: // [
      case 123: // {
        if (++depth > MAX_DEPTH) throw new Failure("BAD_REQUEST", `The request nests deeper than ${MAX_DEPTH} levels.`);
        break;
      case 93: // ]
      case 125: // }
        depth--;
        break;
      case 44: // ,
        if (++values > MAX_VALUES)
          throw new Failure("BAD_REQUEST", `The request holds more than ${MAX_VALUES} values.`);
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes++;
  return backslashes % 2 === 1;
}

function refusePrototypeKeys(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") {
      throw new Failure("BAD_REQUEST", `The key "${key}" is not allowed.`);
    }
    refusePrototypeKeys(item);
  }
}
