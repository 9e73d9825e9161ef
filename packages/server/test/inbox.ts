import { runJobs } from "./running-jobs.ts";
import type { TestApp } from "./test-app.ts";

type Line = Awaited<ReturnType<ReturnType<TestApp["as"]>["notifications"]["list"]>>["notifications"][number];

/** What somebody's inbox shows once all that happened is told, the newest first. */
export async function inboxOf(app: TestApp, name: string): Promise<Line[]> {
  await runJobs(app);
  return (await app.as(name).notifications.list({})).notifications;
}

/** The same in short: `commented LAN-1 ×2 by Adam, Olga`. */
export async function linesOf(app: TestApp, name: string): Promise<string[]> {
  return (await inboxOf(app, name)).map(({ kind, task, project, workspace, count, actors }) => {
    const about = task ? `${project?.key}-${task.number}` : (project?.name ?? workspace.name);
    const by = actors.length > 0 ? ` by ${actors.map((actor) => actor.name).join(", ")}` : "";
    return `${kind} ${about}${count > 1 ? ` ×${count}` : ""}${by}`;
  });
}

/** How much of it is unread. */
export async function unreadOf(app: TestApp, name: string): Promise<number> {
  await runJobs(app);
  return (await app.as(name).notifications.unreadCount()).count;
}
