import { z } from "zod";
import { rowId, wholeNumber } from "../../fields.ts";

export const PartWanted = z.strictObject({
  exportId: rowId,
  /** From 1. */
  part: wholeNumber(1, 100_000),
});
