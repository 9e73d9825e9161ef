import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

const REDACTED = ["password", "token", "secret", "authorization", "cookie"].flatMap((key) => [key, `*.${key}`]);

/**
 * A logger that writes one line of JSON per event. Values of fields named like secrets are left out.
 *
 * @param level - `debug`, `info`, `warn`, `error` or `silent`.
 * @param destination - standard output unless given.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, remove: true },
    serializers: { error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Keeps names, messages, codes and stacks of the whole chain of causes, but not the parameters drivers hang on errors. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > 4) return String(error);
  // Drizzle's message repeats the statement with its parameters.
  const message = error.message.replace(/\nparams:[\s\S]*/, "").slice(0, 2_000);
  const code = "code" in error ? error.code : undefined;
  const stack = error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 12)
    .join("\n");
  return {
    name: error.name,
    message,
    code,
    stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause, depth + 1),
  };
}
