import { z } from "zod";
import { calendarDate, text } from "../../fields.ts";
import { MOST_LABELS } from "../tasks/inputs.ts";
import { priority } from "../tasks/priorities.ts";

const name = text(200);
/** Somebody of another system, by name or by all names they have there. */
const person = z
  .union([name, z.array(name).min(1).max(5)], "is not a name")
  .transform((given) => (typeof given === "string" ? [given] : given));
const externalId = text(500).min(1);
// Other systems allow what a form here does not: longer titles are cut, line ends are made uniform.
const body = text(1_000_000).transform((value) => value.replace(/\r\n?/g, "\n"));
const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((value) => value.getUTCFullYear() >= 1900 && value.getUTCFullYear() < 3000, "is not between 1900 and 2999");
// Becomes a link, so it must not be a script.
const url = text(2_000).refine((value) => /^https?:\/\//i.test(value), "is not a web address");
// Not in the middle of a character that takes two code units.
const cut = (value: string, max: number) => value.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");

/** A task as importers send it, whatever system it comes from. */
export const ImportedTask = z.strictObject({
  kind: z.literal("task"),
  externalId,
  title: text(2_000)
    .transform((value) => cut(value.replace(/\s+/g, " ").trim(), 300))
    .pipe(z.string().min(1)),
  body: body.default(""),
  /** A status by name or by category; unknown names fall back to what `closed` says. */
  status: name.nullable().default(null),
  closed: z.boolean().default(false),
  priority: priority.default("none"),
  labels: z
    .array(z.strictObject({ name, color: z.string().max(20).nullable().default(null) }))
    .max(MOST_LABELS)
    .default([]),
  /** Matched to members by e-mail or name; the others are kept by their first name in the origin. */
  assignees: z.array(person).max(50).default([]),
  author: name.nullable().default(null),
  url: url.nullable().default(null),
  dueOn: calendarDate.nullable().default(null),
  estimate: z.int().min(0).max(1_000).nullable().default(null),
  createdAt: moment.nullable().default(null),
  updatedAt: moment.nullable().default(null),
  closedAt: moment.nullable().default(null),
});

/** A comment of a task that came before it, in this import or an earlier one. */
export const ImportedComment = z.strictObject({
  kind: z.literal("comment"),
  externalId,
  taskExternalId: externalId,
  body,
  author: name.nullable().default(null),
  url: url.nullable().default(null),
  createdAt: moment.nullable().default(null),
});

export const ImportedRow = z.discriminatedUnion("kind", [ImportedTask, ImportedComment]);

/** A row before it is checked, as a reader of files produces it. */
export type ImportedRowInput = z.input<typeof ImportedRow>;
