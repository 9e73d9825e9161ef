import { type Feature, wordsName } from "../feature.ts";
import { codeOf, type Field } from "../field.ts";

type Which = 0 | 1;

/** All fields with a value each, as a caller gives them: `title: "Land", done: true`. */
export function values(feature: Feature): string {
  return feature.fields.map((field) => `${field.name}: ${code(feature, field).samples[0]}`).join(", ");
}

/** The same, as the server answers them. */
export function answers(feature: Feature, which: Which = 0): string {
  return feature.fields.map((field) => `${field.name}: ${code(feature, field).answers[which]}`).join(", ");
}

/** Another value for each field. */
export function changes(feature: Feature): string {
  return feature.fields.map((field) => `${field.name}: ${code(feature, field).samples[1]}`).join(", ");
}

/** Values that do not fit, one field each. */
export function badValues(feature: Feature): string[] {
  return feature.fields.flatMap((field) => {
    const { bad } = code(feature, field);
    return bad === undefined ? [] : [`${field.name}: ${bad}`];
  });
}

function code(feature: Feature, field: Field) {
  return codeOf(field, wordsName(feature, field));
}
