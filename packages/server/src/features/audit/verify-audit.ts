import type { Database, Read } from "@plinth/database";
import { events } from "@plinth/kernel";
import { and, asc, desc, eq, getTableColumns, gt, isNull } from "drizzle-orm";
import { workspaces } from "../workspaces/table.ts";
import { BEGINNING, chainOf, linkHash } from "./link-hash.ts";
import { idBefore, LATEST_MS } from "./seal-audit.ts";
import { auditLinks } from "./table.ts";

/** How a chain was found. */
export interface Verified {
  /** The workspace; empty for what belongs to none. */
  chain: string;
  links: number;
  /** The hash of the newest link. Noted elsewhere, it shows later that nothing was cut off. */
  head: string;
  /** What is wrong with the first link that does not hold. */
  problem?: string;
}

const READ_AT_ONCE = 1_000;

/**
 * Computes every link of the chains anew, and says which is the first that does not hold.
 *
 * @param options.chain - only the one of this workspace.
 * @param options.head - a hash noted earlier, which must be one of the links'.
 * @returns a line for each chain, and how many events wait to be added to one, at most 1,000
 */
export async function verifyAudit(
  { read }: Pick<Database, "read">,
  options: { chain?: string | undefined; head?: string | undefined } = {},
): Promise<{ chains: Verified[]; waiting: number }> {
  const chains: Verified[] = [];
  for (const chain of options.chain === undefined ? await chainsOf(read) : [options.chain]) {
    chains.push(await verifyChain(read, chain, options.head));
  }
  const loose = await looseEvents(read, options.chain);
  for (const { chain, id } of loose.old) {
    const found = chains.find((one) => one.chain === chain) ?? { chain, links: 0, head: BEGINNING };
    if (!chains.includes(found)) chains.push(found);
    found.problem ??= `event ${id} is in no link: it was inserted, or its link was removed`;
  }
  return { chains, waiting: loose.waiting };
}

async function chainsOf(db: Read): Promise<string[]> {
  const found = await db.selectDistinct({ chain: auditLinks.chain }).from(auditLinks).orderBy(asc(auditLinks.chain));
  return found.map(({ chain }) => chain);
}

async function verifyChain(db: Read, chain: string, noted: string | undefined): Promise<Verified> {
  let at = { number: 0, digest: BEGINNING };
  let isNotedFound = noted === undefined;
  const broken = (problem: string): Verified => ({ chain, links: at.number, head: at.digest, problem });
  for (;;) {
    const links = await db
      .select({ link: auditLinks, event: getTableColumns(events) })
      .from(auditLinks)
      .leftJoin(events, eq(events.id, auditLinks.id))
      .where(and(eq(auditLinks.chain, chain), gt(auditLinks.number, at.number)))
      .orderBy(asc(auditLinks.number))
      .limit(READ_AT_ONCE);
    for (const { link, event } of links) {
      const number = at.number + 1;
      if (link.number !== number) return broken(`link ${number} is missing`);
      if (!event) return broken(`link ${number} is of event ${link.id}, which is missing`);
      if (linkHash({ chain, number, previous: at.digest }, event) !== link.digest) {
        return broken(`link ${number} does not hold: event ${link.id} or the link was changed, or it stood elsewhere`);
      }
      at = link;
      isNotedFound ||= link.digest === noted;
    }
    if (links.length < READ_AT_ONCE) break;
  }
  if (!isNotedFound) return broken(`no link has the hash ${noted}: what followed was cut off, or all was made anew`);
  return { chain, links: at.number, head: at.digest };
}

/** Events without a link: those that wait for the next step, and those that it passed over, which it never does. */
async function looseEvents(db: Read, chain: string | undefined) {
  const [newest] = await db.select({ id: auditLinks.id }).from(auditLinks).orderBy(desc(auditLinks.id)).limit(1);
  const found = await db
    .select({ id: events.id, tenantId: events.tenantId })
    .from(events)
    .leftJoin(auditLinks, eq(auditLinks.id, events.id))
    .where(and(isNull(auditLinks.id), chain === undefined ? undefined : isInChain(chain)))
    .orderBy(asc(events.id))
    .limit(READ_AT_ONCE);
  const passed = newest ? idBefore(newest.id, LATEST_MS) : "";
  const old = found.filter(({ id }) => id <= passed);
  return { old: old.map((event) => ({ id: event.id, chain: chainOf(event) })), waiting: found.length - old.length };
}

function isInChain(chain: string) {
  return chain === "" ? isNull(events.tenantId) : eq(events.tenantId, chain);
}

/**
 * The same for people: chains go by the address of their workspace.
 *
 * @returns undefined when there is no such workspace
 */
export async function verifyAuditOf(
  database: Pick<Database, "read">,
  { slug, head }: { slug?: string | undefined; head?: string | undefined },
) {
  const known = await database.read.select({ id: workspaces.id, slug: workspaces.slug }).from(workspaces);
  const chain = slug === undefined ? undefined : known.find((workspace) => workspace.slug === slug)?.id;
  if (slug !== undefined && chain === undefined) return undefined;
  const { chains, waiting } = await verifyAudit(database, { chain, head });
  const nameOf = (id: string) => known.find((workspace) => workspace.id === id)?.slug ?? id;
  return {
    chains: chains.map((one) => ({ name: one.chain === "" ? "(installation)" : nameOf(one.chain), ...one })),
    waiting,
  };
}
