import { type DestinationStream, type Logger, pino } from "pino";
import { loggable } from "./loggable.ts";

export type { Logger };

/**
 * A logger that writes one line of JSON per event: without values of fields named like secrets, and with long ones cut.
 *
 * @param level - `debug`, `info`, `warn`, `error` or `silent`.
 * @param destination - standard output unless given.
 */
export function createLog(level: string, destination: DestinationStream = standardOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Described already; pino's own serializer would add what hangs on an error.
      serializers: { err: (described) => described },
      hooks: {
        // Safe because what comes back has the shape of what went in: an object or a message, and more parts of the message.
        logMethod(parts, write) {
          write.apply(this, parts.map(loggable) as typeof parts);
        },
      },
    },
    { write: (line) => destination.write(escapeControls(line)) },
  );
}

const MOST_UNWRITTEN_BYTES = 1024 * 1024;

/** A reader that goes away, or a disk that is full, costs lines of the log and nothing else. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: MOST_UNWRITTEN_BYTES });
  output.on("error", () => {});
  return output;
}

// JSON lets these through. Terminals take some for commands, and readers of lines take some for the end of one.
const CONTROLS = /[\u007f-\u009f\u2028\u2029]/;
const ALL_CONTROLS = new RegExp(CONTROLS, "g");

function escapeControls(line: string): string {
  if (!CONTROLS.test(line)) return line;
  return line.replaceAll(ALL_CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
