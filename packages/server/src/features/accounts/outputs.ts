import { z } from "zod";

/** What a person sees of themselves. */
export const Me = z.object({ id: z.string(), name: z.string(), email: z.string(), operator: z.boolean() });

/** What sign-in pages need to know before anyone has signed in. */
export const Installation = z.object({ needsSetUp: z.boolean() });

export const AccountId = z.object({ id: z.string() });
