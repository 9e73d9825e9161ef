import { createHash } from "node:crypto";
import type { CheckedComment, CheckedTask } from "./check-rows.ts";

/** Field by field, a short hash of its content. */
export type Fingerprints = Record<string, string>;

/**
 * What a task's fields look like at its source. When it was last updated there is left out: a new comment changes that, and nothing
 * else of the task.
 */
export function taskFingerprints({ row }: CheckedTask): Fingerprints {
  const { title, body, status, closed, closedAt, priority, labels, assignees, dueOn, estimate, author, url } = row;
  return fingerprints({
    title,
    body,
    status: [status, closed, closedAt],
    priority,
    labels: labels.map((label) => label.name).sort(),
    assignees,
    dueOn,
    estimate,
    author,
    url,
  });
}

export function commentFingerprints({ row }: CheckedComment): Fingerprints {
  return fingerprints({ body: row.body });
}

/** The fields whose content is not what was imported before. */
export function changedSince(before: Fingerprints | undefined, now: Fingerprints): Set<string> {
  return new Set(Object.keys(now).filter((field) => before?.[field] !== now[field]));
}

function fingerprints(fields: Record<string, unknown>): Fingerprints {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, fingerprint(value)]));
}

/** 48 bits: enough to tell two versions of one field apart. */
function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 8);
}
