import {
  type AnySQLiteColumn,
  customType,
  index,
  primaryKey,
  type SQLiteColumnBuilderBase,
  sqliteTable,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

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

const uuidColumn = customType<{ data: string; driverData: string }>({ dataType: () => "text", toDriver: uuidValue });

export const id = () => uuidColumn().primaryKey().$defaultFn(newId);

export const ref = (target: () => AnySQLiteColumn, options: { onDelete?: "cascade" | "set null" } = {}) =>
  uuidColumn().references(target, options);

export const text = customType<{ data: string; driverData: string }>({ dataType: () => "text", toDriver: textValue });

export const integer = customType<{ data: number; driverData: number }>({
  dataType: () => "integer",
  toDriver: integerValue,
});

// Kept as a scaled whole number, so that it compares and sorts as a number does.
export const decimal = (precision: number, scale: number) =>
  customType<{ data: string; driverData: number }>({
    dataType: () => "integer",
    toDriver: (value) => Number(decimalValue(value, Math.min(precision, 15), scale).replace(".", "")),
    fromDriver: (value) => {
      const digits = String(Math.abs(value)).padStart(scale + 1, "0");
      const text = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
      return value < 0 ? `-${text}` : text;
    },
  })();

export const flag = customType<{ data: boolean; driverData: number }>({
  dataType: () => "integer",
  toDriver: (value) => (flagValue(value) ? 1 : 0),
  fromDriver: (value) => value === 1,
});

export const moment = customType<{ data: Date; driverData: number }>({
  dataType: () => "integer",
  toDriver: (value) => momentValue(value).getTime(),
  fromDriver: (value) => new Date(value),
});

export const json = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => "text",
    toDriver: jsonText,
    fromDriver: (value) => JSON.parse(value) as T,
  })();

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  customType<{ data: T[number]; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => wordValue(value, values),
  })();

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "blob",
  toDriver: bytesValue,
  fromDriver: (value) => new Uint8Array(value),
});

export const unique = uniqueIndex;
export { index, primaryKey };

export const table: typeof sqliteTable = ((
  name: string,
  columns: Record<string, SQLiteColumnBuilderBase>,
  extras?: never,
) => sqliteTable(name, named(columns), extras)) as typeof sqliteTable;
