import { Failure } from "../failure.ts";

const MAX_DEPTH = 64;
const MAX_VALUES = 50_000;
const SUSPECT = /__proto__|constructor|prototype|\\u/;

/** @throws Failure BAD_REQUEST for what `checkBounds` refuses and for what is not JSON. */
export function parseJsonInput(text: string): unknown {
  checkBounds(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("BAD_REQUEST", "The request is not valid JSON.");
  }
}

/**
 * Refuses JSON of a stranger by its text, before a parser or a schema recurses into it: too deep, too wide, or with keys that reach for
 * prototypes. Counts brackets and separators outside strings. Text that is not JSON is left for the parser to refuse.
 *
 * @throws Failure BAD_REQUEST
 */
export function checkBounds(text: string): void {
  const suspect = SUSPECT.test(text);
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 34: {
        // "
        const end = endOfString(text, i);
        if (suspect && isKey(text, end)) refusePrototypeKey(text.slice(i, end + 1));
        i = end;
        break;
      }
      case 91: // [
      case 123: // {
        if (++depth > MAX_DEPTH) throw new Failure("BAD_REQUEST", `The request nests deeper than ${MAX_DEPTH} levels.`);
        // A list in a list is a value without a comma.
        values++;
        break;
      case 93: // ]
      case 125: // }
        depth--;
        break;
      case 44: // ,
        values++;
    }
    if (values > MAX_VALUES) throw new Failure("BAD_REQUEST", `The request holds more than ${MAX_VALUES} values.`);
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

/** Whether a colon follows the string that ends here. */
function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (" \t\n\r".includes(text.charAt(next)) && next < text.length) next++;
  return text.charCodeAt(next) === 58;
}

function refusePrototypeKey(quoted: string): void {
  const key = unescaped(quoted);
  if (key === "__proto__" || key === "constructor" || key === "prototype") {
    throw new Failure("BAD_REQUEST", `The key "${key}" is not allowed.`);
  }
}

function unescaped(quoted: string): unknown {
  try {
    return quoted.includes("\\") ? JSON.parse(quoted) : quoted.slice(1, -1);
  } catch {
    return undefined;
  }
}
