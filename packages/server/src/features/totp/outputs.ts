import { z } from "zod";

/** For an app that shows codes; never shown again. */
export const TotpEnrolment = z.object({
  /** `otpauth://…`, for a QR code. */
  uri: z.string(),
  /** Base32, to type in by hand. */
  secret: z.string(),
});

/** Codes that count from now on, when there were none; never shown again. */
export const ConfirmedTotp = z.object({ recoveryCodes: z.array(z.string()).nullable() });

export const TotpStatus = z.object({
  /** Since when codes are asked for; `null` while they are not. */
  confirmedAt: z.date().nullable(),
});
