import { z } from "zod";

/** Whose confirmation a change of address waits for: that of whoever reads the mail of the old one, or of the new one. */
export const sides = ["old", "new"] as const;

export const WaitingChange = z.object({ email: z.string(), missing: z.array(z.enum(sides)), expiresAt: z.date() });

export const PendingChange = z.object({ change: WaitingChange.nullable() });

/** The address the account gets, or has got by the last confirmation. */
export const ConfirmedChange = z.object({ email: z.string(), missing: z.array(z.enum(sides)) });

export const RestoredAddress = z.object({ email: z.string() });
