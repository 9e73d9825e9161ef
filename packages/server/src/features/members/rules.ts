import type { AnyColumn } from "@plinth/database";
import { forbidden } from "@plinth/kernel";
import { and, eq, type SQL } from "drizzle-orm";
import { atLeast, type Role } from "./roles.ts";
import { members } from "./table.ts";

/** A row as an actor sees it: only `find…` and `list…` functions make one, and it carries the actor's role where it lives. */
export type Seen<Row> = Row & { readonly role: Role };

/**
 * The rule everything in a workspace is seen by: the person is a member of the workspace that `workspaceId` names. Used as the
 * condition of a join with `members`, so that the role comes along.
 */
export function membership(userId: string | SQL, workspaceId: AnyColumn): SQL | undefined {
  return and(eq(members.workspaceId, workspaceId), eq(members.userId, userId));
}

/** @throws Failure FORBIDDEN when the actor's role there has fewer rights than `needed`. */
export function requireRole({ role }: { role: Role }, needed: Role, deed: string): void {
  if (!atLeast(role, needed)) throw forbidden(`As ${role} you may not ${deed}.`);
}
