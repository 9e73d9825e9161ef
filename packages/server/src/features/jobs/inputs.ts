import { jobStates } from "@plinth/kernel";
import { z } from "zod";
import { rowId, wholeNumber } from "../../fields.ts";

export const JobsWanted = z.strictObject({
  state: z.enum(jobStates).optional(),
  /** Those enqueued before this one. */
  before: rowId.optional(),
  limit: wholeNumber(1, 200).default(50),
});

export const JobId = z.strictObject({ id: rowId });
