import { z } from "zod";
import { role } from "../members/roles.ts";

export const InviteView = z.object({
  id: z.string(),
  email: z.string(),
  role,
  invitedBy: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
});

/** Shown once, to whoever made the invite: the token is nowhere else. */
export const NewInviteView = InviteView.extend({ token: z.string() });

/** What the holder of a link sees before accepting. */
export const InvitePreview = z.object({
  workspaceName: z.string(),
  role,
  email: z.string(),
  expiresAt: z.date(),
});

/** Where an accepted invite leads. */
export const JoinedWorkspace = z.object({ slug: z.string() });
