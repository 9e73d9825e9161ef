import type { ImportedRowInput } from "../src/features/imports/rows.ts";
import { createTeam } from "./team.ts";
import type { TestApp } from "./test-app.ts";

/** A project of the team's and a way to import rows into it as mona, line by line. */
export async function createImportingProject(app: TestApp) {
  const { workspaceId } = await createTeam(app);
  const { id: projectId } = await app.as("olga").projects.create({ workspaceId, name: "Lander", key: "LAN" });
  const bring = async (...rows: unknown[]) => {
    const { id } = await app.as("mona").imports.start({ projectId, source: "github" });
    const numbered = rows.map((row, at) => ({ line: at + 1, row }));
    return app.as("mona").imports.addRows({ id, rows: numbered });
  };
  const tasks = async () => (await app.as("mona").tasks.list({ projectId, sort: "manual" })).tasks;
  const statuses = await app.as("mona").statuses.list({ projectId });
  const statusName = (id: string) => statuses.find((status) => status.id === id)?.name;
  return { workspaceId, projectId, bring, tasks, statusName };
}

type TaskRow = Extract<ImportedRowInput, { kind: "task" }>;
type CommentRow = Extract<ImportedRowInput, { kind: "comment" }>;

export const task = (externalId: string, more: Partial<TaskRow> = {}): TaskRow => ({
  kind: "task",
  externalId,
  title: `Task ${externalId}`,
  ...more,
});

export const comment = (taskExternalId: string, externalId: string, more: Partial<CommentRow> = {}): CommentRow => ({
  kind: "comment",
  taskExternalId,
  externalId,
  body: `Comment ${externalId}`,
  ...more,
});
