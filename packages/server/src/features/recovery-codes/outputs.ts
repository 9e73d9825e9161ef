import { z } from "zod";

export const RecoveryStatus = z.object({
  /** How many codes can still be used. */
  left: z.number(),
});

/** Each opens the account once, beside its password; never shown again. */
export const NewRecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
