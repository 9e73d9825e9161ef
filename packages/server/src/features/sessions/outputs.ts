import { z } from "zod";
import { proofMethods } from "./proof-methods.ts";
import { secondFactors } from "./second-factors.ts";

/** A session, or the question for a second factor: the ticket is to be shown with it. */
export const SignedIn = z.object({
  userId: z.string().nullable(),
  token: z.string().nullable(),
  secondFactor: z.object({ ticket: z.string(), methods: z.array(z.enum(secondFactors)) }).nullable(),
});

export const WaysToProve = z.object({ methods: z.array(z.enum(proofMethods)) });

/** What is to be sent along with a code. */
export const Ticket = z.object({ ticket: z.string() });

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
