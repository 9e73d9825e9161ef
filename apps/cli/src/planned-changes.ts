import type { DryRunReport } from "@plinth/client";
import { plain } from "./output.ts";

/** What a call would do, for people: each row with its fields, each event, and the answer. */
export function plannedChanges({ rows, events, more }: DryRunReport, answer: unknown): string {
  const lines = rows.flatMap(({ change, table, key, fields }) => [
    `  ${change} ${table} ${Object.values(key).map(String).join(" ")}`,
    ...Object.entries(fields).map(([name, { before, after }]) => `    ${name}: ${becoming(before, after)}`),
  ]);
  if (more > 0) lines.push(`  and make ${more} more changes of rows`);
  lines.push(...events.map(({ name, subjectId }) => `  record ${name} of ${subjectId}`));
  const head =
    lines.length > 0
      ? ["Nothing was changed. The call would", ...lines.map(plain), "and answer"]
      : ["Nothing was changed, nor would the call change anything. It would answer"];
  return [...head, JSON.stringify(answer ?? null, null, 2)].join("\n");
}

function becoming(before: unknown, after: unknown): string {
  return [before, after]
    .filter((value) => value !== undefined)
    .map((value) => JSON.stringify(value))
    .join(" → ");
}
