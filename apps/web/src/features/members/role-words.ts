import type { Role } from "@plinth/server/inputs";

/** What people call the roles, and what each does. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  owner: { name: "Owner", may: "Does everything" },
  admin: { name: "Admin", may: "Manages projects, members and invites" },
  member: { name: "Member", may: "Works on tasks, comments and labels" },
  viewer: { name: "Viewer", may: "Sees everything, changes nothing" },
};
