import { z } from "zod";
import { rowId } from "../../fields.ts";
import { tokenKind } from "../../one-time-tokens/one-time-tokens.ts";
import { UNDO_MS } from "../accounts/free-address.ts";
import { sides } from "./outputs.ts";

/** How long a change of address can be confirmed. */
export const CONFIRM_MS = 24 * 3_600_000;

/** Says yes to a change of address, from the old or from the new one. */
export const confirmToken = tokenKind({
  name: "change of address",
  lifeMs: CONFIRM_MS,
  data: z.strictObject({ changeId: rowId, side: z.enum(sides) }),
});

/** Takes a change of address back that was made. */
export const undoToken = tokenKind({
  name: "undo a change of address",
  lifeMs: UNDO_MS,
  data: z.strictObject({ changeId: rowId }),
});
