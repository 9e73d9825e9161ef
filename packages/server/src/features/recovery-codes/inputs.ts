import { z } from "zod";
import { linkToken } from "../../fields.ts";

const wrong = "Use one of your recovery codes, such as k3fm-9xq2-7hd4-p0wn-8rtz-c5v1";

/** A recovery code as it was made, however it was typed. What looks like a digit of it counts as that one: https://www.crockford.com/base32.html */
export const recoveryCode = z
  .string()
  .max(80, wrong)
  .transform((value) =>
    value
      .normalize("NFKC")
      .replaceAll(/[\s\p{Pd}]/gu, "")
      .toLowerCase(),
  )
  .transform((value) => value.replaceAll("o", "0").replaceAll(/[il]/g, "1"))
  .pipe(z.string().regex(/^[0-9a-hjkmnp-tv-z]{24}$/, wrong));

/** The second step of signing in; `trustDevice` asks for it no more in this browser for 30 days. */
export const RecoverySignIn = z.strictObject({
  ticket: linkToken,
  code: recoveryCode,
  trustDevice: z.boolean().default(false),
});
