import { z } from "zod";
import { rowId } from "../../fields.ts";
import { importSource } from "./sources.ts";

export const NewImport = z.strictObject({ projectId: rowId, source: importSource });

/** `unsent`: rows of the file that could not even be sent. They count as rejected. */
export const ImportEnd = z.strictObject({ id: rowId, unsent: z.int().min(0).max(100_000_000).default(0) });

export const ImportsOf = z.strictObject({ projectId: rowId });

/**
 * Rows of one batch. Each is checked by itself, against `ImportedTask` or `ImportedComment`, so that a bad one is reported with its line
 * and the others go in.
 */
export const ImportRows = z.strictObject({
  id: rowId,
  rows: z
    .array(z.strictObject({ line: z.int().min(1), row: z.unknown() }))
    .min(1)
    .max(500),
});
