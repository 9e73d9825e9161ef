import type { Role } from "../src/features/members/roles.ts";
import type { TestApp } from "./test-app.ts";

/** Makes the person with this name a member of a workspace, by an invite from `inviter`. */
export async function join(
  app: TestApp,
  inviter: string,
  workspaceId: string,
  as: { name: string; role: Role },
): Promise<void> {
  const email = `${as.name}@example.com`;
  const { token } = await app.as(inviter).invites.create({ workspaceId, email, role: as.role });
  await app.as(as.name).invites.accept({ token });
}

/** A workspace of `olga` (owner), `adam` (admin), `mona` (member) and `vera` (viewer). Anyone else is a stranger to it. */
export async function createTeam(app: TestApp): Promise<{ workspaceId: string; slug: string }> {
  const { id: workspaceId, slug } = await app.as("olga").workspaces.create({ name: "Apollo" });
  await join(app, "olga", workspaceId, { name: "adam", role: "admin" });
  await join(app, "olga", workspaceId, { name: "mona", role: "member" });
  await join(app, "olga", workspaceId, { name: "vera", role: "viewer" });
  return { workspaceId, slug };
}

/** Who has which role in a workspace of `olga`: `{ olga: "owner", … }`. */
export async function rolesIn(app: TestApp, workspaceId: string): Promise<Record<string, Role>> {
  const members = await app.as("olga").members.list({ workspaceId });
  return Object.fromEntries(members.map(({ email, role }) => [email.replace(/@.*/, ""), role]));
}
