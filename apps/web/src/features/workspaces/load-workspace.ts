import { workspaceInputs } from "@plinth/server/inputs";
import { notFound, redirect } from "@tanstack/react-router";
import { queryClient, trpc } from "../../api.ts";
import { insteadOfPage } from "../sessions/guards.ts";
import { rememberWorkspace } from "./last-workspace.ts";

/** Loads what every page of a workspace needs. A stranger and a wrong address get the same "not found", whoever is held the reason. */
export async function loadWorkspace(slug: string, href: string): Promise<void> {
  if (!workspaceInputs.workspaceSlug.safeParse(slug).success) throw notFound();
  try {
    await queryClient.query({ ...trpc.workspaces.get.queryOptions({ slug }), staleTime: "static" });
  } catch (error) {
    if (await isHeld(slug)) throw redirect({ to: "/needs-two-step", search: { workspace: slug }, replace: true });
    throw insteadOfPage(error, href);
  }
  rememberWorkspace(slug);
}

async function isHeld(slug: string): Promise<boolean> {
  const workspaces = await queryClient.query(trpc.workspaces.list.queryOptions()).catch(() => []);
  return workspaces.some((workspace) => workspace.slug === slug && workspace.heldSince !== null);
}
