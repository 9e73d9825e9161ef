import type { FailureCode } from "@plinth/kernel";
import { castNames } from "./cast.ts";
import type { Measured } from "./measure-access.ts";

const words: Record<"OK" | FailureCode, string> = {
  OK: "yes",
  BAD_REQUEST: "400",
  UNAUTHORIZED: "401",
  FORBIDDEN: "403",
  NOT_FOUND: "404",
  METHOD_NOT_SUPPORTED: "405",
  CONFLICT: "409",
  PAYLOAD_TOO_LARGE: "413",
  UNSUPPORTED_MEDIA_TYPE: "415",
  TOO_MANY_REQUESTS: "429",
  INTERNAL_SERVER_ERROR: "500",
  SERVICE_UNAVAILABLE: "503",
};

export const legend =
  "yes: done   401: sign in first   403: may not, and knows that it is there   404: not there, as far as they can tell\n" +
  "own: of the workspace   other: something or somebody else there   here: own and other alike   elsewhere: of another workspace   any: all alike";

/** The measurements as text, a line for each call. */
export function accessTable(measured: readonly Measured[]): string {
  const header = ["procedure", "about", ...castNames];
  const rows = measured.map(({ feature, operation, target, outcomes }) => [
    ...[`${feature}.${operation}`, target],
    ...castNames.map((name) => words[outcomes[name]]),
  ]);
  const lines = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
