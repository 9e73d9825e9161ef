import { z } from "zod";

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  createdAt: z.date(),
  operatorSince: z.date().nullable(),
  suspendedAt: z.date().nullable(),
  /** When their address was confirmed. */
  emailVerifiedAt: z.date().nullable(),
  /** When the account is erased, as they want. */
  deletionDueAt: z.date().nullable(),
});

export const PeoplePage = z.object({ people: z.array(PersonView), nextCursor: z.string().nullable() });

export const PersonDetails = PersonView.extend({
  suspendedWhy: z.string().nullable(),
  /** To the hour. */
  lastSeenAt: z.date().nullable(),
  sessions: z.number(),
  workspaces: z.number(),
});

export const EndedSessions = z.object({ ended: z.number() });

export const Impersonated = z.object({ userId: z.string(), token: z.string().nullable(), expiresAt: z.date() });

/** Whether the operator's own session goes on in this browser. */
export const BackAgain = z.object({ signedIn: z.boolean() });
