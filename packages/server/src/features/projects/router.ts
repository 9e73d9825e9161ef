import { mutation, query, t } from "@plinth/kernel";
import { z } from "zod";
import { archiveProject, restoreProject } from "./archive-project.ts";
import { createProject } from "./create-project.ts";
import { findProject, findProjectByKey } from "./find-project.ts";
import { NewProject, ProjectChange, ProjectFilter, ProjectId, ProjectKey } from "./inputs.ts";
import { listProjects } from "./list-projects.ts";
import { ProjectSummary, ProjectView } from "./outputs.ts";
import { updateProject } from "./update-project.ts";

export const projectsRouter = t.router({
  list: query
    .input(ProjectFilter)
    .output(z.array(ProjectSummary))
    .query(({ ctx, input }) => listProjects(ctx, input)),
  get: query
    .input(ProjectId)
    .output(ProjectView)
    .query(({ ctx, input }) => findProject(ctx, input.id)),
  getByKey: query
    .input(ProjectKey)
    .output(ProjectView)
    .query(({ ctx, input }) => findProjectByKey(ctx, input)),
  create: mutation
    .input(NewProject)
    .output(ProjectView)
    .mutation(({ ctx, input }) => createProject(ctx, input)),
  update: mutation
    .input(ProjectChange)
    .output(ProjectView)
    .mutation(({ ctx, input }) => updateProject(ctx, input)),
  archive: mutation
    .input(ProjectId)
    .output(ProjectView)
    .mutation(({ ctx, input }) => archiveProject(ctx, input.id)),
  restore: mutation
    .input(ProjectId)
    .output(ProjectView)
    .mutation(({ ctx, input }) => restoreProject(ctx, input.id)),
});
