import { z } from "zod";

export const TrustedDevice = z.object({
  id: z.string(),
  /** "Firefox on Linux" */
  device: z.string(),
  lastSeenAt: z.date(),
  /** Until then no second factor is asked for there. */
  trustedUntil: z.date(),
});
