import { createHash } from "node:crypto";
import type { EventRow } from "@plinth/kernel";

/** What the first link of a chain follows. */
export const BEGINNING = "0".repeat(64);

/** Where a link stands. */
export interface Place {
  chain: string;
  number: number;
  /** The hash of the link before. */
  previous: string;
}

/** The chain an event belongs to. */
export function chainOf({ tenantId }: Pick<EventRow, "tenantId">): string {
  return tenantId ?? "";
}

/**
 * The hash of a link: SHA-256 over a JSON list of where it stands and of everything its event says. Both engines give the same, and so does anybody
 * else who follows docs/guide/audit.md.
 */
export function linkHash({ chain, number, previous }: Place, event: EventRow): string {
  const { id, name, at, actorKind, actorId, requestId, address, subjectId, threadId, containerId, tenantId } = event;
  const { impersonatorId } = event;
  const said = [
    ...["plinth audit 1", previous, chain, number],
    ...[id, name, at.toISOString(), actorKind, actorId, requestId, address],
    ...[subjectId, threadId, containerId, tenantId],
    Object.entries(event.data).sort(byKey),
    // Only where there is one, so that links made before it was noted still hold.
    ...(impersonatorId === null ? [] : [impersonatorId]),
  ];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** By code units, whatever the language of the machine. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
