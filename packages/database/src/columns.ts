import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";
import * as postgres from "./postgres/columns.ts";
import * as sqlite from "./sqlite/columns.ts";

/**
 * The column vocabulary of this process's engine. Postgres is the static type, because code written against it runs on both;
 * its builders lack SQLite's synchronous `.get()` and `.all()`.
 *
 * @example
 * const { table, id, ref, text, moment, index } = column;
 * export const projects = table("projects", { id: id(), name: text().notNull(), archivedAt: moment() });
 */
// Safe because both vocabularies export the same names with the same row types; the parity suite holds them to it.
export const column = engine === "postgres" ? postgres : (sqlite as unknown as typeof postgres);

/** A column of any table: the return type a table needs when it refers to itself. */
export type AnyColumn = AnyPgColumn;
