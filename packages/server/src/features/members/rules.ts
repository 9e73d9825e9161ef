import type { AnyColumn } from "@plinth/database";
import { granted, rules, type Sight } from "@plinth/kernel";
import { type Role, suffices } from "./roles.ts";
import { members } from "./table.ts";

/**
 * What is in a workspace is seen by its members and by nobody else, nor by members who are held. What somebody is to it is their role there.
 */
export function inWorkspace(workspaceId: AnyColumn): Sight<Role> {
  const { workspaceId: key, userId: person, role: standing, heldSince } = members;
  return granted({ row: workspaceId, key, person, standing, heldSince });
}

/**
 * What takes at least this role.
 *
 * @example atLeast("admin", "archive projects") // to a member: "As member you may not archive projects."
 */
export function atLeast(needed: Role, deed: string): (row: { role: Role }) => true | string {
  return ({ role }) => suffices(role, needed) || `As ${role} you may not ${deed}.`;
}

/** What is done to a member is done to the workspace: see its deeds. */
export const memberRules = rules(members, { noun: "member", sight: inWorkspace(members.workspaceId), deeds: {} });
