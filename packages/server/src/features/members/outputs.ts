import { z } from "zod";
import { role } from "./roles.ts";

export const MemberView = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: z.date(),
  /** While set, they see nothing of the workspace, because it needs a second factor and they have none. */
  heldSince: z.date().nullable(),
});
