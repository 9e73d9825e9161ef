import { z } from "zod";

/** From most to least rights. */
export const roles = ["owner", "admin", "member", "viewer"] as const;

export const role = z.enum(roles);

export type Role = (typeof roles)[number];

/** Whether `role` has at least the rights of `needed`. */
export function suffices(role: Role, needed: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(needed);
}
