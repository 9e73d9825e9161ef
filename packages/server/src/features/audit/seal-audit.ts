import type { Database, Read } from "@plinth/database";
import { type EventRow, events, type MutationContext, mutationContext, system, unruled } from "@plinth/kernel";
import { and, asc, desc, eq, getTableColumns, gt, isNull } from "drizzle-orm";
import { BEGINNING, chainOf, linkHash } from "./link-hash.ts";
import { type AuditLink, auditLinks } from "./table.ts";

const SEALED_AT_ONCE = 500;
/** An event gets its id when it is written and is seen when its transaction ends: no transaction takes so long, no two clocks differ so much. */
export const LATEST_MS = 300_000;

/**
 * Adds what happened since the last time to the chains, as many events as one step takes. Apart from the transactions that record them, so that
 * those who do unrelated things at once do not wait for each other: see docs/decisions/010. Of several processes that do so at once one succeeds.
 *
 * @returns how many events were added; call it until there are none
 */
export async function sealAudit(database: Database, base: Parameters<typeof mutationContext>[0]): Promise<number> {
  // Read outside the transaction: inside, it would make those who record events clash with it.
  const waiting = await unsealed(database.read);
  if (waiting.length === 0) return 0;
  await database.write((db) => seal(mutationContext({ ...base, actor: system }, db), waiting), { name: "sealAudit" });
  return waiting.length;
}

async function unsealed(db: Read): Promise<EventRow[]> {
  const [newest] = await db.select({ id: auditLinks.id }).from(auditLinks).orderBy(desc(auditLinks.id)).limit(1);
  return db
    .select(getTableColumns(events))
    .from(events)
    .leftJoin(auditLinks, eq(auditLinks.id, events.id))
    .where(and(isNull(auditLinks.id), newest && gt(events.id, idBefore(newest.id, LATEST_MS))))
    .orderBy(asc(events.id))
    .limit(SEALED_AT_ONCE);
}

/** The least id of so many milliseconds earlier: ids begin with their time (RFC 9562, version 7). */
export function idBefore(id: string, ms: number): string {
  const at = Math.max(0, Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) - ms);
  const hex = at.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

async function seal(ctx: MutationContext<typeof system>, waiting: readonly EventRow[]): Promise<void> {
  const db = unruled(ctx, "housekeeping seals everybody's history");
  const links: AuditLink[] = [];
  const heads = new Map<string, Pick<AuditLink, "number" | "digest">>();
  for (const event of waiting) {
    const chain = chainOf(event);
    const head = heads.get(chain) ?? (await headOf(db, chain));
    const number = (head?.number ?? 0) + 1;
    const digest = linkHash({ chain, number, previous: head?.digest ?? BEGINNING }, event);
    heads.set(chain, { number, digest });
    links.push({ id: event.id, chain, number, digest, sealedAt: ctx.now });
  }
  await db.insert(auditLinks).values(links);
}

async function headOf(db: Read, chain: string): Promise<AuditLink | undefined> {
  const [head] = await db
    .select()
    .from(auditLinks)
    .where(eq(auditLinks.chain, chain))
    .orderBy(desc(auditLinks.number))
    .limit(1);
  return head;
}
