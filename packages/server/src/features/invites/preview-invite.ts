import type { Actor, QueryContext } from "@plinth/kernel";
import type { z } from "zod";
import { findInviteByToken } from "./find-invite.ts";
import type { InvitePreview } from "./outputs.ts";

/** What whoever holds the link may know before they sign in. @throws Failure NOT_FOUND */
export async function previewInvite(ctx: QueryContext<Actor>, token: string): Promise<z.output<typeof InvitePreview>> {
  const { invite, workspace } = await findInviteByToken(ctx, token);
  return { ...invite, workspaceName: workspace.name };
}
