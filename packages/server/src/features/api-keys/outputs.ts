import { z } from "zod";

export const KeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** What its token begins with. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  /** `null` for a key that reaches all workspaces of its person. */
  workspaceId: z.string().nullable(),
  /** `null` also when its person belongs to that workspace no longer. */
  workspaceName: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
  expired: z.boolean(),
  lastUsedAt: z.date().nullable(),
});

/** Shown once: the token is kept nowhere. */
export const NewKeyView = z.object({ id: z.string(), token: z.string(), expiresAt: z.date() });

export const WorkspaceKeyView = KeyView.omit({ workspaceId: true, workspaceName: true }).extend({
  userId: z.string(),
  userName: z.string(),
});

/** A feature that keys may be made for. */
export const KeyFeatureView = z.object({ feature: z.string(), access: z.array(z.enum(["read", "write"])) });
