import { z } from "zod";
import { linkToken } from "../../fields.ts";
import { asCookieOrToken } from "../sessions/inputs.ts";

/** What an app shows, however it was typed: `123 456` is `123456`. */
export const totpCode = z
  .string()
  .max(40, "Use the six digits that your app shows")
  .transform((value) => value.replaceAll(/\s/g, ""))
  .pipe(z.string().regex(/^[0-9]{6}$/, "Use the six digits that your app shows"));

export const TotpCode = z.strictObject({ code: totpCode });

/** Proves anew that it is them. */
export const TotpProof = TotpCode.extend({ as: asCookieOrToken });

/** The second step of signing in; `trustDevice` asks for it no more in this browser for 30 days. */
export const TotpSignIn = TotpCode.extend({ ticket: linkToken, trustDevice: z.boolean().default(false) });
