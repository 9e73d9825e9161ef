import {
  type AnyPgColumn,
  customType,
  index,
  type PgColumnBuilderBase,
  pgTable,
  primaryKey,
  uniqueIndex,
} from "drizzle-orm/pg-core";

import { named } from "../column-names.ts";
import { newId } from "../new-id.ts";
import {
  bytesValue,
  decimalValue,
  flagValue,
  integerValue,
  jsonText,
  momentValue,
  textValue,
  uuidValue,
  wordValue,
} from "../values.ts";
import { momentFromText } from "./moment-text.ts";

// Plain byte order, whatever the database's locale: cursors need the order SQLite has.
const textType = 'text COLLATE "C"';

const uuidColumn = customType<{ data: string; driverData: string }>({ dataType: () => "uuid", toDriver: uuidValue });

/** A row's primary key: a UUIDv7 made when the row is inserted, so ids sort by creation. */
export const id = () => uuidColumn().primaryKey().$defaultFn(newId);

/** What happens to this row when the row it refers to is deleted. Default: the deletion is refused. */
export type OnDelete = { onDelete?: "cascade" | "set null" };

/** A reference to another table's id: `ref(() => projects.id, { onDelete: "cascade" })`. */
export const ref = (target: () => AnyPgColumn, options: OnDelete = {}) => uuidColumn().references(target, options);

/** Text without NUL or unpaired surrogates, ordered by code point. */
export const text = customType<{ data: string; driverData: string }>({ dataType: () => textType, toDriver: textValue });

/** A whole number within ±2^53. */
export const integer = customType<{ data: number; driverData: string | number }>({
  dataType: () => "bigint",
  toDriver: integerValue,
  fromDriver: Number,
});

/** An exact decimal, as text such as `"19.90"`. Up to 15 digits. */
export const decimal = (precision: number, scale: number) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => `numeric(${precision}, ${scale})`,
    toDriver: (value) => decimalValue(value, Math.min(precision, 15), scale),
  })();

/** True or false. Prefer a `moment` ("archivedAt") where it says more. */
export const flag = customType<{ data: boolean; driverData: boolean }>({
  dataType: () => "boolean",
  toDriver: flagValue,
});

/** A moment in UTC, to the millisecond. */
export const moment = customType<{ data: Date; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (value) => momentValue(value).toISOString(),
  fromDriver: momentFromText,
});

/** A JSON document. Keys are stored sorted; query it by value, never by key order. */
export const json = <T>() =>
  customType<{ data: T; driverData: unknown }>({ dataType: () => "jsonb", toDriver: jsonText })();

/** One of a closed set of words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  customType<{ data: T[number]; driverData: string }>({
    dataType: () => textType,
    toDriver: (value) => wordValue(value, values),
  })();

/** Raw bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: bytesValue,
  fromDriver: (value) => new Uint8Array(value),
});

/** A unique index; NULLs never clash. */
export const unique = uniqueIndex;
export { index, primaryKey };

/** Declares a table. Column names are the keys in snake_case. The third argument lists its indexes. */
export const table: typeof pgTable = ((name: string, columns: Record<string, PgColumnBuilderBase>, extras?: never) =>
  pgTable(name, named(columns), extras)) as typeof pgTable;
