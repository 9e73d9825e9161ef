import { z } from "zod";
import { linkToken } from "../../fields.ts";

const wrong = "Use one of your recovery codes, such as k3fm-9xq2-7hd4-p0wn";

/** A recovery code as it was made, however it was typed. */
export const recoveryCode = z
  .string()
  .max(60, wrong)
  .transform((value) => value.replaceAll(/[\s-]/g, "").toLowerCase())
  .pipe(z.string().regex(/^[0-9a-z]{16}$/, wrong));

/** The second step of signing in; `trustDevice` asks for it no more in this browser for 30 days. */
export const RecoverySignIn = z.strictObject({
  ticket: linkToken,
  code: recoveryCode,
  trustDevice: z.boolean().default(false),
});
