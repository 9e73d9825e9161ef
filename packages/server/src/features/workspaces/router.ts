import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { createWorkspace } from "./create-workspace.ts";
import { findWorkspaceBySlug } from "./find-workspace.ts";
import { NewWorkspace, WorkspaceChange, WorkspaceSlug } from "./inputs.ts";
import { listWorkspaces } from "./list-workspaces.ts";
import { ListedWorkspace, WorkspaceView } from "./outputs.ts";
import { updateWorkspace } from "./update-workspace.ts";

export const workspacesRouter = t.router({
  list: query
    .input(nothing)
    .output(z.array(ListedWorkspace))
    .query(({ ctx }) => listWorkspaces(ctx)),
  get: query
    .input(WorkspaceSlug)
    .output(WorkspaceView)
    .query(({ ctx, input }) => findWorkspaceBySlug(ctx, input.slug)),
  create: mutation
    .input(NewWorkspace)
    .output(WorkspaceView)
    .mutation(({ ctx, input }) => createWorkspace(ctx, input)),
  update: mutation
    .input(WorkspaceChange)
    .output(WorkspaceView)
    .mutation(({ ctx, input }) => updateWorkspace(ctx, input)),
});
