import { z } from "zod";
import { role } from "./roles.ts";

export const MemberView = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: z.date(),
});
