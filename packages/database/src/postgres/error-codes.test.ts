// Faults: 34.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { counters } from "../../test/counters.ts";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { causes, type DatabaseErrorKind, databaseErrorKind } from "../errors.ts";
import { rawRows } from "../raw.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([counters]);
});
afterAll(() => database[Symbol.asyncDispose]());

// Appendix A of the manual, by class: https://www.postgresql.org/docs/current/errcodes-appendix.html
const conditions: [DatabaseErrorKind | undefined, string][] = [
  [undefined, "01: 000 003 004 006 007 008 00C P01"],
  [undefined, "02: 000 001"],
  [undefined, "03: 000"],
  ["unavailable", "08: 000 001 003 004 006 007 P01"],
  [undefined, "09: 000"],
  [undefined, "0A: 000"],
  [undefined, "0B: 000"],
  [undefined, "0F: 000 001"],
  [undefined, "0L: 000 P01"],
  [undefined, "0P: 000"],
  [undefined, "0Z: 000 002"],
  [undefined, "10: 608"],
  [undefined, "20: 000"],
  [undefined, "21: 000"],
  ["value", "22: 000 001 002 003 004 005 007 008 009 00B 00C 00D 00F 00G 00H 00L 00M 00N 00S 00T 010 011 012 013 014"],
  ["value", "22: 015 016 018 019 01B 01E 01F 01G 01W 01X 021 022 023 024 025 026 027 02E 02G 02H 030 031 032 033 034"],
  ["value", "22: 035 036 037 038 039 03A 03B 03C 03D 03E 03F 03G P01 P02 P03 P04 P05 P06"],
  ["unique", "23: 505 P01"],
  ["foreign_key", "23: 001 503"],
  ["not_null", "23: 502"],
  ["check", "23: 000 514"],
  [undefined, "24: 000"],
  [undefined, "25: 000 001 002 003 004 005 007 008 P01 P02"],
  ["read_only", "25: 006"],
  ["timeout", "25: P03 P04"],
  [undefined, "26: 000"],
  [undefined, "27: 000"],
  ["unavailable", "28: 000 P01"],
  [undefined, "2B: 000 P01"],
  [undefined, "2D: 000"],
  [undefined, "2F: 000 002 003 004 005"],
  [undefined, "34: 000"],
  [undefined, "38: 000 001 002 003 004"],
  [undefined, "39: 000 001 004 P01 P02 P03"],
  [undefined, "3B: 000 001"],
  ["unavailable", "3D: 000"],
  [undefined, "3F: 000"],
  ["serialization", "40: 000 001 002 003 P01"],
  [undefined, "42: 000 501 601 602 611 622 701 702 703 704 710 712 723 725 803 804 809 830 846 883 8C9 939"],
  [undefined, "42: P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20 P21 P22"],
  ["check", "44: 000"],
  ["full", "53: 100"],
  ["unavailable", "53: 000 200 300 400"],
  ["value", "54: 000"],
  ["too_many_values", "54: 001 011 023"],
  [undefined, "55: 000 P02 P04"],
  ["busy", "55: 006 P03"],
  ["timeout", "57: 014"],
  ["unavailable", "57: 000 P01 P02 P03 P04 P05"],
  ["unavailable", "58: 000 030 P01 P02 P03"],
  ["serialization", "72: 000"],
  [undefined, "F0: 000 001"],
  [
    undefined,
    "HV: 000 001 002 004 005 006 007 008 009 00A 00B 00C 00D 00J 00K 00L 00M 00N 00P 00Q 00R 010 014 021 024",
  ],
  [undefined, "HV: 090 091"],
  [undefined, "P0: 000 001 002 003 004"],
  [undefined, "XX: 000"],
  ["unavailable", "XX: 001 002"],
];

test("every condition of the manual is here, once", () => {
  const all = conditions.flatMap(([, row]) => codesOf(row));

  expect(all.length).toBeGreaterThan(260);
  expect(new Set(all).size).toBe(all.length);
});

test.each(conditions)("the server's conditions are of the kind %s: %s", async (kind, row) => {
  const codes = codesOf(row);

  const raised = await Promise.all(codes.map(raise));

  expect(raised).toEqual(codes.map((code) => ({ code, kind })));
});

/** `08: 000 P01` is 08000 and 08P01. */
function codesOf(row: string): string[] {
  const [head = "", rest = ""] = row.split(": ");
  return rest.split(" ").map((end) => head + end);
}

/** Has the server raise a condition, and reads the code and the kind off the error that arrives here. */
async function raise(code: string): Promise<{ code: unknown; kind: DatabaseErrorKind | undefined }> {
  const statement = `do $$ begin raise exception 'the table users' using errcode = '${code}', table = 'users', detail = 'Key (email)=(a@b.c)'; end $$`;
  const error = await rawRows(database.read, sql.raw(statement)).catch((thrown: unknown) => thrown);
  const [innermost] = causes(error).slice(-1);
  return { code: innermost && "code" in innermost ? innermost.code : undefined, kind: databaseErrorKind(error) };
}
