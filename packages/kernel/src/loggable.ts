const LONGEST_TEXT = 2_000;
const MOST_FIELDS = 50;
const DEEPEST = 4;
const SECRET = /pass(word|phrase|code)|secret|token|cookie|authorization|credential|api[_-]?key/i;

/** Whether something is named like what only its owner may know, or like a hash of it. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name) || /hash/i.test(name);
}

/**
 * A part of a log line as it may be written: fields named like secrets are left out at any depth, errors are described without what
 * drivers hang on them, and what is long or deep is cut. Anything can be thrown and so be logged, and nothing about it is believed.
 */
export function loggable(part: unknown): unknown {
  try {
    // Logged as such, an error would become the message of the line too, with all it says.
    if (part instanceof Error) return { error: describeError(part, 0) };
    return isFlatAndShort(part) ? part : fit(part, 0);
  } catch {
    return "something that cannot be logged";
  }
}

/** Nearly every line is, and is not copied. */
function isFlatAndShort(part: unknown): boolean {
  if (!isContainer(part)) return typeof part !== "string" || part.length <= LONGEST_TEXT;
  const fields = Object.entries(part);
  return (
    fields.length <= MOST_FIELDS &&
    fields.every(
      ([key, item]) => key.length <= LONGEST_TEXT && !SECRET.test(key) && !isContainer(item) && !isLongText(item),
    )
  );
}

/** Whether there is something inside to look at; what knows how to become JSON, as moments do, has its own way into the log. */
function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && (!("toJSON" in value) || ArrayBuffer.isView(value));
}

const isLongText = (value: unknown) => typeof value === "string" && value.length > LONGEST_TEXT;

function fit(value: unknown, depth: number): unknown {
  if (typeof value === "string") return shortened(value);
  if (!isContainer(value)) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth > DEEPEST) return "…";
  if (Array.isArray(value)) return value.slice(0, MOST_FIELDS).map((item) => fit(item, depth + 1));
  const fields = Object.entries(value).filter(([key]) => !SECRET.test(key));
  return Object.fromEntries(fields.slice(0, MOST_FIELDS).map(([key, item]) => [shortened(key), fit(item, depth + 1)]));
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)` : text;
}

/** Name, message, code and frames of an error and of its causes. */
function describeError(error: Error, depth: number): unknown {
  try {
    if (depth > DEEPEST) return shortened(String(error.name));
    return {
      name: shortened(String(error.name)),
      // Drizzle's message repeats the statement with its parameters.
      message: shortened(String(error.message).replace(/\nparams:[\s\S]*/, "")),
      code: "code" in error ? shortened(String(error.code)) : undefined,
      stack: framesOf(error.stack),
      cause: error.cause instanceof Error ? describeError(error.cause, depth + 1) : fit(error.cause, depth + 1),
    };
  } catch {
    return "an error that cannot be described";
  }
}

/** The frames alone: above them a stack repeats the message. */
function framesOf(stack: unknown): string {
  const frames = String(stack)
    .split("\n")
    .filter((line) => line.startsWith("    at "));
  return shortened(frames.slice(0, 12).join("\n"));
}
