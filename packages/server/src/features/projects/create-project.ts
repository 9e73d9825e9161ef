import { first, one } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import type { z } from "zod";
import { record } from "../../record.ts";
import { statuses } from "../statuses/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import type { NewProject } from "./inputs.ts";
import { type Project, projects } from "./table.ts";

const firstStatuses = [
  { name: "Backlog", category: "backlog" },
  { name: "Todo", category: "todo" },
  { name: "In progress", category: "doing" },
  { name: "Done", category: "done" },
  { name: "Cancelled", category: "cancelled" },
] as const;

/** Makes a project with one status of each category. @throws Failure CONFLICT when the workspace has its key already */
export async function createProject(ctx: MutationContext, input: z.output<typeof NewProject>): Promise<Project> {
  const { workspaceId, key } = input;
  const db = workspaceRules.allow(ctx, await findWorkspace(ctx, workspaceId), "createProject");
  const sameKey = and(eq(projects.workspaceId, workspaceId), eq(projects.key, key));
  if (await first(db.select({ id: projects.id }).from(projects).where(sameKey))) {
    throw conflict(`Another project has the key ${key}.`);
  }
  const project = await one(
    db
      .insert(projects)
      .values({ ...input, lastTaskNumber: 0, createdAt: ctx.now })
      .returning(),
  );
  const ranks = generateNKeysBetween(null, null, firstStatuses.length);
  await db
    .insert(statuses)
    .values(firstStatuses.map((status, at) => ({ ...status, projectId: project.id, rank: ranks[at] ?? "" })));
  await record(ctx, "project.created", project, { name: project.name, key });
  return project;
}
