export { appendOnlyStatements } from "./append-only.ts";
export { BootError, type BootErrorCode } from "./boot-error.ts";
export { affects, type Changes, type OnChange, shareColumn, type TableChange, tableName } from "./changes.ts";
export { type AnyColumn, column } from "./columns.ts";
export { type Database, type DatabaseEvent, type DatabaseOptions, openDatabase } from "./database.ts";
export { databaseNow } from "./database-clock.ts";
export type { RowQuery } from "./declared.ts";
export type { DryRun } from "./dry-run/dry-run.ts";
export type { Row, RowChange } from "./dry-run/row-changes.ts";
export { causes, type DatabaseErrorKind, databaseErrorKind, first, one, StaleRowError } from "./errors.ts";
export { explain, type Plan, type TableRead } from "./explain.ts";
export { firstOfEach } from "./first-of-each.ts";
export { type Read, type ShareReads, sharesReads, tracked, type Write } from "./handles.ts";
export { insertOne } from "./insert-one.ts";
export { isOneOf, listOf } from "./is-one-of.ts";
export { containing, isLike, literal, startingWith } from "./like.ts";
export { MigrationError } from "./migrations.ts";
export { newId } from "./new-id.ts";
export { ascending, descending } from "./order.ts";
export { isPickedFree } from "./pick-free.ts";
export {
  type Kind as ParameterKind,
  type Placeholders as ParameterPlaceholders,
  type Prepared,
  prepared,
  preparedWrite,
  type Values as ParameterValues,
} from "./prepared.ts";
export { rawRows } from "./raw.ts";
export { UnknownReadsError } from "./reads/analyse.ts";
export type { OnRead, RowsRead } from "./reads/read-set.ts";
export { type Reference, referencesTo } from "./references.ts";
export { relatedValues } from "./related-values.ts";
export { type FullText, fullText, fullTextStatements } from "./search.ts";
export { type ExcerptPart, excerpt, markHits } from "./search-excerpt.ts";
export { parseSearch, type Search } from "./search-query.ts";
export { sum } from "./sum.ts";
export { contains, startsWith } from "./text.ts";
export { UnitAbortedError, UnitClosedError } from "./unit.ts";
export { fold, isStorableText, ValueError } from "./values.ts";
