import { rules } from "@plinth/kernel";
import { and, eq, gt, isNull, ne, or, type SQL } from "drizzle-orm";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { invites } from "./table.ts";

export const inviteRules = rules(invites, {
  noun: "invite",
  sight: inWorkspace(invites.workspaceId),
  deeds: {
    revoke: atLeast("admin", "revoke invites"),
    revokeOwner: atLeast("owner", "revoke the invite of an owner"),
  },
});

/** An invite that nobody has used or revoked and whose time has not run out. */
export function unused(now: Date): SQL | undefined {
  return and(isNull(invites.acceptedAt), isNull(invites.revokedAt), gt(invites.expiresAt, now));
}

/**
 * Whoever made the invite could still make it: they belong to the workspace and their role suffices. Used as the condition of a join
 * with `members`, so that whoever is removed, demoted or held leaves no door open behind them.
 */
export function vouchedFor(): SQL | undefined {
  const suffices = or(eq(members.role, "owner"), and(eq(members.role, "admin"), ne(invites.role, "owner")));
  const isThem = and(eq(members.userId, invites.invitedBy), isNull(members.heldSince));
  return and(eq(members.workspaceId, invites.workspaceId), isThem, suffices);
}
