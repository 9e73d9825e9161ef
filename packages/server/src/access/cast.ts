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
  /** The same, besides the one who calls. */
  deputy: undefined,
  /** Would be an admin. */
  suspended: "admin",
  viewer: "viewer",
  member: "member",
  admin: "admin",
  owner: "owner",
  /** Those whom things are done to: in the same workspace, above all others there, and in another workspace. */
  mate: "member",
  chief: "owner",
  neighbour: undefined,
} as const satisfies Record<string, Role | undefined>;

export type PersonName = keyof typeof people;

/** Who calls, given the actors behind people's sessions. Both keys act for the member. */
export function castOf(actors: Record<PersonName, Actor>, memberId: string): Record<CastName, Actor> {
  const key = (scopes: string[]): KeyActor => ({
    ...{ kind: "key", userId: memberId, keyId: scopes.join(" "), scopes, operator: false },
  });
  return { ...actors, anonymous, "read-only key": key(["*:read"]), "scoped key": key(["tasks:write"]) };
}
