import { z } from "zod";
import { emailAddress } from "../../fields.ts";
import { tokenKind } from "../../one-time-tokens/one-time-tokens.ts";

/** Lets whoever gets the mail of an address choose the password of its account. */
export const resetToken = tokenKind({
  name: "password reset",
  lifeMs: 30 * 60_000,
  data: z.strictObject({ email: emailAddress }),
});
