import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";

const { table, id, ref, integer, moment, bytes, index, primaryKey } = column;

/** Everything about a person as one zip, which they asked for. */
export const dataExports = table(
  "data_exports",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    requestedAt: moment().notNull(),
    /** When it can be fetched from; not yet while a job makes it. */
    readyAt: moment(),
    expiresAt: moment().notNull(),
    /** How many parts it has, and how long they are together. */
    parts: integer().notNull(),
    size: integer().notNull(),
  },
  (one) => [index("data_exports_user").on(one.userId, one.requestedAt), index("data_exports_expiry").on(one.expiresAt)],
);

/** A zip in pieces, each small enough for one answer. */
export const dataExportParts = table(
  "data_export_parts",
  {
    exportId: ref(() => dataExports.id, { onDelete: "cascade" }).notNull(),
    /** From 1. */
    number: integer().notNull(),
    content: bytes().notNull(),
  },
  (part) => [primaryKey({ name: "data_export_parts_pk", columns: [part.exportId, part.number] })],
);

export type DataExport = typeof dataExports.$inferSelect;
