import { z } from "zod";
import { role } from "../members/roles.ts";

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  createdAt: z.date(),
  /** Since when nobody gets in who has no second factor. */
  secondFactorRequiredSince: z.date().nullable(),
  /** The caller's own. */
  role,
});

export const ListedWorkspace = WorkspaceView.extend({
  /** While set, the caller sees nothing of it, because it needs a second factor and they have none. */
  heldSince: z.date().nullable(),
});
