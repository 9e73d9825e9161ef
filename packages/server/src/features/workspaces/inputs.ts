import { z } from "zod";
import { line, rowId } from "../../fields.ts";
import { reservedSlugs } from "./reserved-slugs.ts";

export const workspaceName = line(80);

export const SLUG_MIN = 2;
export const SLUG_MAX = 40;

/** Lower-case letters, digits and single hyphens, 2 to 40 characters. */
export const workspaceSlug = z
  .string()
  .min(SLUG_MIN, `Use at least ${SLUG_MIN} characters`)
  .max(SLUG_MAX, `Use at most ${SLUG_MAX} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use lower-case letters, digits and hyphens");

/** A slug that a workspace may take: not the address of a page. */
export const newWorkspaceSlug = workspaceSlug.refine((slug) => !reservedSlugs.has(slug), "This address is reserved");

export const WorkspaceSlug = z.strictObject({ slug: workspaceSlug });

/** Without a slug, one is made from the name. */
export const NewWorkspace = z.strictObject({ name: workspaceName, slug: newWorkspaceSlug.optional() });

export const WorkspaceChange = z.strictObject({
  id: rowId,
  name: workspaceName.optional(),
  slug: newWorkspaceSlug.optional(),
});
