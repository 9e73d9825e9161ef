import { z } from "zod";

export const SignedIn = z.object({ userId: z.string(), token: z.string().nullable() });

export const SessionView = z.object({
  id: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  address: z.string().nullable(),
  /** "Firefox on Linux" */
  device: z.string(),
  current: z.boolean(),
});

export const EndedSessions = z.object({ ended: z.number() });
