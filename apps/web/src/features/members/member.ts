import type { RouterOutputs } from "@plinth/client";
import { type Role, suffices } from "@plinth/server/inputs";

export type Member = RouterOutputs["members"]["list"][number];

/** Why somebody in this role may not change this member, or undefined when they may. */
export function whyFixed(member: Member, members: Member[], mine: Role): string | undefined {
  if (!suffices(mine, "admin")) return "Only admins and owners change roles.";
  if (member.role === "owner" && mine !== "owner") return "Only owners change owners.";
  return isLastOwner(member, members) ? "The last owner has to stay. Make someone else an owner first." : undefined;
}

export function isLastOwner(member: Member, members: Member[]): boolean {
  return member.role === "owner" && members.filter(({ role }) => role === "owner").length === 1;
}
