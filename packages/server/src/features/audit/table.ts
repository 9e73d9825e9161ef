import { column } from "@plinth/database";

const { table, id, text, integer, moment, unique } = column;

/**
 * The chain over what happened, one for each workspace and one for what belongs to none: each link holds the hash of its event and of the link
 * before it. Only ever added to. No references: they would be one more thing to change.
 */
export const auditLinks = table(
  "audit_links",
  {
    /** The event's own. */
    id: id(),
    /** The workspace; empty for what belongs to none. */
    chain: text().notNull(),
    /** From 1, without a gap. */
    number: integer().notNull(),
    /** SHA-256 in hex: see `link-hash.ts`. */
    digest: text().notNull(),
    sealedAt: moment().notNull(),
  },
  (link) => [unique("audit_links_number").on(link.chain, link.number)],
);

export type AuditLink = typeof auditLinks.$inferSelect;
