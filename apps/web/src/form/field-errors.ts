import { isFailure } from "@plinth/client";

/** What the server found wrong, by field, when all of it is about fields of the form. */
export function fieldErrors(error: unknown, fields: string[]): Record<string, string> | undefined {
  if (!isFailure(error, "BAD_REQUEST") || !error.data.issues?.length) return undefined;
  const { issues } = error.data;
  if (!issues.every(({ path }) => fields.includes(path))) return undefined;
  return Object.fromEntries(issues.map(({ path, message }) => [path, message]));
}
