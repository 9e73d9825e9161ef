import { z } from "zod";

/** What a person sees of themselves. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  operator: z.boolean(),
  /** Whether it was shown that mail to the address reaches them. */
  verified: z.boolean(),
});

/** What sign-in pages need to know before anyone has signed in. */
export const Installation = z.object({ needsSetUp: z.boolean(), sendsMail: z.boolean() });

export const AccountId = z.object({ id: z.string() });

/** The account; or, where addresses are confirmed first, what goes with the code in the mail. */
export const SignedUp = z.object({ id: z.string().nullable(), ticket: z.string().nullable() });
