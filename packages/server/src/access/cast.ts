import { type Actor, anonymous, type KeyActor } from "@plinth/kernel";
import type { Role } from "../features/members/roles.ts";

/** Everybody whose access is measured, from the least to the most. */
export const castNames = [
  "anonymous",
  "stranger",
  "other owner",
  "operator",
  "suspended",
  "read-only key",
  "scoped key",
  "workspace key",
  "viewer",
  "member",
  "admin",
  "owner",
] as const;

export type CastName = (typeof castNames)[number];

/** People who play a part, and what they are in the workspace that is measured. */
export const people = {
  stranger: undefined,
  "other owner": undefined,
  /** Runs the installation, and belongs to no workspace. */
  operator: undefined,
  /** Would be an admin. */
  suspended: "admin",
  viewer: "viewer",
  member: "member",
  admin: "admin",
  owner: "owner",
  /** An owner here and an admin in the other workspace. */
  both: "owner",
  /** Those whom things are done to: in the same workspace, above all others there, and in another workspace. */
  mate: "member",
  chief: "owner",
  neighbour: undefined,
} as const satisfies Record<string, Role | undefined>;

export type PersonName = keyof typeof people;

/**
 * Who calls, given the actors behind people's sessions. Two keys act for the member; the third may do everything that somebody may who belongs to
 * both workspaces, but is limited to the one.
 */
export function castOf(
  actors: Record<PersonName, Actor>,
  { memberId, bothId, workspaceId }: { memberId: string; bothId: string; workspaceId: string },
): Record<CastName, Actor> {
  const key = (userId: string, scopes: string[]): KeyActor => ({
    ...{ kind: "key", userId, keyId: scopes.join(" "), scopes, operator: false },
  });
  return {
    ...{ ...actors, anonymous },
    ...{ "read-only key": key(memberId, ["*:read"]), "scoped key": key(memberId, ["tasks:write"]) },
    "workspace key": { ...key(bothId, ["*:write"]), tenantId: workspaceId },
  };
}
