import { type Feature, ownerId, titled, wordsFile, wordsName } from "../feature.ts";
import { codeOf, type Field } from "../field.ts";
import { importing, lines } from "./importing.ts";

/** `inputs.ts`: what callers may give. */
export function inputsFile(feature: Feature): string {
  const { fields } = feature;
  const has = (type: Field["type"]) => fields.some((field) => field.type === type);
  const kinds = ["rowId", has("text") && "line", has("integer") && "wholeNumber"].filter(Boolean);
  const shape = (ending: (field: Field) => string) =>
    fields.map((field) => `${field.name}: ${given(feature, field)}${ending(field)},`);
  return lines(
    importing("z", "zod"),
    importing(kinds.join(", "), "../../fields.ts"),
    ...fields
      .filter(({ type }) => type === "oneOf")
      .map((field) => importing(wordsName(feature, field), `./${wordsFile(feature, field)}`)),
    "",
    ...(has("moment")
      ? [
          'const momentWords = "Use a moment such as 2026-11-23T09:00:00Z";',
          "const momentText = z.iso",
          "  .datetime({ offset: true, error: momentWords })",
          "  .transform((at) => new Date(at))",
          "  .refine((at) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999, momentWords);",
          "",
        ]
      : []),
    `export const New${titled(feature)} = z.strictObject({`,
    `  ${ownerId(feature)}: rowId,`,
    ...shape((field) => usual(feature, field)),
    "});",
    "",
    `export const ${titled(feature)}Change = z.strictObject({`,
    "  id: rowId,",
    ...shape(() => ".optional()"),
    "});",
  );
}

function given(feature: Feature, field: Field): string {
  return codeOf(field, wordsName(feature, field)).input + (field.nullable ? ".nullable()" : "");
}

function usual(feature: Feature, field: Field): string {
  const value = field.nullable ? "null" : codeOf(field, wordsName(feature, field)).usual;
  return value === undefined ? "" : `.default(${value})`;
}
