import { type Feature, ownerId, titled, wordsFile, wordsName } from "../feature.ts";
import { codeOf } from "../field.ts";
import { importing, lines } from "./importing.ts";

/** `outputs.ts`: what leaves of a row. */
export function outputsFile(feature: Feature): string {
  const words = feature.fields.filter(({ type }) => type === "oneOf");
  return lines(
    importing("z", "zod"),
    ...words.map((field) => importing(wordsName(feature, field), `./${wordsFile(feature, field)}`)),
    "",
    `export const ${titled(feature)}View = z.object({`,
    "  id: z.string(),",
    `  ${ownerId(feature)}: z.string(),`,
    ...feature.fields.map((field) => {
      const { output } = codeOf(field, wordsName(feature, field));
      return `${field.name}: ${output}${field.nullable ? ".nullable()" : ""},`;
    }),
    "  createdAt: z.date(),",
    "});",
  );
}
