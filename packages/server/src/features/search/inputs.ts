import { z } from "zod";
import { limit, rowId } from "../../fields.ts";

export const SearchText = z.strictObject({
  workspaceId: rowId,
  /** Whatever somebody types: it is looked for and not kept, so no character is wrong in it. */
  text: z.string().max(200, "Use at most 200 characters"),
  limit: limit(50, 20),
});
