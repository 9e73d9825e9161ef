import { createTeam } from "./team.ts";
import type { TestApp } from "./test-app.ts";

/** A project of the team's with one task. */
export async function createTask(app: TestApp) {
  const { workspaceId } = await createTeam(app);
  const project = await app.as("olga").projects.create({ workspaceId, name: "Lander", key: "LAN" });
  const task = await app.as("mona").tasks.create({ projectId: project.id, title: "Land" });
  return { workspaceId, projectId: project.id, taskId: task.id };
}
