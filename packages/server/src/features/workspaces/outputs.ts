import { z } from "zod";
import { role } from "../members/roles.ts";

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  createdAt: z.date(),
  /** The caller's own. */
  role,
});
