import { z } from "zod";

/** What a person sees of themselves. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  operator: z.boolean(),
  /** Whether it is an operator who is signed in as them. */
  impersonated: z.boolean(),
  /** When the account is erased, unless its person keeps it. */
  deletionDueAt: z.date().nullable(),
});

/** What sign-in pages need to know before anyone has signed in. */
export const Installation = z.object({ needsSetUp: z.boolean() });

export const AccountId = z.object({ id: z.string() });
