import fc from "fast-check";
import { ImportedRow } from "../src/features/imports/rows.ts";
import { type Filling, type Json, valuesFor } from "./arbitraries.ts";
import { longTextParts, trickyTexts } from "./fuzz-texts.ts";
import { PASSWORD } from "./people.ts";

/** A value that is found when its request is sent: an id, a version or a token of something that is there by then. */
export class Known {
  constructor(
    readonly field: string,
    readonly whose: "own" | "other" | "secret",
    readonly nth: number,
  ) {}
}

/** JSON exactly as it is written here, for what no serializer would write. */
export class Verbatim {
  constructor(readonly json: string) {}
}

// The columns of rows that inputs name besides ids, and what else only the server can know.
const facts = /^(id|version|number|key|slug|email|token|cursor)$/;

/** What a procedure's fields are filled with: mostly what is there, so that calls get further than the first check. */
export function fillingFor(path: string): Filling {
  return ({ name, json }, fitting) => {
    const fitted = fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: edges(json) ?? fitting });
    if (json.format === "uuid") return idFor(name);
    if (name === "current" || (name === "password" && ["sessions.signIn", "sessions.prove"].includes(path))) {
      return mostly(fc.constant(PASSWORD), fitted);
    }
    if (name === "url") return mostly(fc.constant("https://example.com/hooks"), fitted);
    if (name === "timeZone") return mostly(fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata"), fitted);
    if (name === "row") return mostly(importedRow, fitting);
    if (!facts.test(name)) return fitted;
    // What is made new takes a name of its own, seldom one that is taken.
    const isNew = name !== "version" && /create|signUp|update/.test(path);
    return isNew ? mostly(fitted, knownFor(name)) : mostly(knownFor(name), fitted);
  };
}

/** The same input about rows that nobody who calls may know. */
export function aboutTheSecret(input: unknown): unknown {
  if (input instanceof Known) return new Known(input.field, "secret", input.nth);
  if (Array.isArray(input)) return input.map(aboutTheSecret);
  if (typeof input !== "object" || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, aboutTheSecret(value)]));
}

/** Whether an input is about rows, and only about those of somebody else. */
export function isAboutOthersOnly(input: unknown, isOthers: (known: Known) => boolean): boolean {
  const ids = Object.values(Object(input)).filter(
    (value) => value instanceof Known && /^(id|\w+Id)$/.test(value.field),
  );
  return ids.length > 0 && ids.every((value) => isOthers(value as Known));
}

function knownFor(field: string): fc.Arbitrary<Known> {
  return fc.nat(400).map((nth) => new Known(field, "own", nth));
}

function idFor(field: string): fc.Arbitrary<unknown> {
  const elsewhere = fc.tuple(fc.constantFrom("other" as const, "secret" as const), fc.nat(400));
  return fc.oneof(
    { weight: 40, arbitrary: knownFor(field) },
    { weight: 1, arbitrary: elsewhere.map(([whose, nth]) => new Known(field, whose, nth)) },
    { weight: 1, arbitrary: fc.uuid() },
  );
}

/** Values at the bounds of a leaf and beyond them, and texts that have broken things before. */
function edges({ type, pattern, minimum, maximum, minLength, maxLength = 1_000, ...rest }: Json) {
  if (rest.enum || rest.const !== undefined || pattern) return undefined;
  if (type === "integer" || type === "number") {
    const around = [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound, bound - 1, bound + 1]));
    return around.length > 0 ? fc.constantFrom<unknown>(...around) : undefined;
  }
  if (type !== "string") return undefined;
  // Huge texts take their time, so they are few.
  const usual = Math.min(maxLength, 3_000);
  const lengths = fc.constantFrom((minLength ?? 1) - 1, usual, usual, usual, maxLength, maxLength + 1);
  const long = fc
    .tuple(lengths, fc.constantFrom(...longTextParts))
    .map(([length, part]) => part.repeat(length / part.length + 1).slice(0, length));
  return fc.oneof<fc.Arbitrary<unknown>[]>(long, fc.constantFrom(...trickyTexts), fc.string({ unit: "binary" }));
}

function mostly(usual: fc.Arbitrary<unknown>, seldom: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

const usualInRows: Record<string, fc.Arbitrary<string> | undefined> = {
  url: fc.constant("https://example.com/1"),
  status: fc.constantFrom("Todo", "done", "cancelled", "Somewhere"),
  author: fc.constantFrom("Mona", "olga@example.com", "Somebody"),
};

// Rows are declared as anything, because each is checked by itself. Few different ids, so that they meet rows of earlier batches.
const importedRow = valuesFor(ImportedRow, ({ name, json }, fitting) => {
  const usual = /externalId$/i.test(name) ? fc.nat(9).map(String) : (usualInRows[name] ?? fitting);
  return json.type === "null" ? fitting : mostly(usual, mostly(fitting, edges(json) ?? fitting));
});
