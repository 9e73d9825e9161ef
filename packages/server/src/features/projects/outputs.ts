import { z } from "zod";

export const ProjectView = z.object({
  id: z.string(),
  workspaceId: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.date(),
  archivedAt: z.date().nullable(),
});

export const ProjectSummary = ProjectView.extend({
  /** Tasks that are neither done nor cancelled. */
  openTasks: z.number(),
  doneTasks: z.number(),
});
