import { workspaceInputs } from "@plinth/server/inputs";
import { notFound } from "@tanstack/react-router";
import { queryClient, trpc } from "../../api.ts";
import { insteadOfPage } from "../sessions/guards.ts";
import { rememberWorkspace } from "./last-workspace.ts";

/** Loads what every page of a workspace needs. A stranger and a wrong address get the same "not found". */
export async function loadWorkspace(slug: string, href: string): Promise<void> {
  if (!workspaceInputs.workspaceSlug.safeParse(slug).success) throw notFound();
  try {
    await queryClient.query({ ...trpc.workspaces.get.queryOptions({ slug }), staleTime: "static" });
  } catch (error) {
    throw insteadOfPage(error, href);
  }
  rememberWorkspace(slug);
}
