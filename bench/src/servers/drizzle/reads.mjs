import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";

/** The reads of the product on any Drizzle database, as its documentation writes them. */
export function readsOf(db, { members, projects, taskLabels, tasks }) {
  const summary = {
    id: tasks.id,
    projectId: tasks.projectId,
    number: tasks.number,
    title: tasks.title,
    statusId: tasks.statusId,
    priority: tasks.priority,
    assigneeId: tasks.assigneeId,
    dueOn: tasks.dueOn,
    estimate: tasks.estimate,
    parentId: tasks.parentId,
    rank: tasks.rank,
    version: tasks.version,
    createdAt: tasks.createdAt,
    updatedAt: tasks.updatedAt,
    closedAt: tasks.closedAt,
  };

  async function membership(userId, projectId) {
    const [found] = await db
      .select({ role: members.role, workspaceId: projects.workspaceId, key: projects.key })
      .from(projects)
      .innerJoin(members, and(eq(members.workspaceId, projects.workspaceId), eq(members.userId, userId)))
      .where(eq(projects.id, projectId));
    return found;
  }

  async function workspacesOf(userId) {
    const rows = await db.select({ id: members.workspaceId }).from(members).where(eq(members.userId, userId));
    return rows.map(({ id }) => id);
  }

  async function withLabels(rows) {
    const ids = rows.map((row) => row.id);
    const pairs = ids.length > 0 ? await db.select().from(taskLabels).where(inArray(taskLabels.taskId, ids)) : [];
    return rows.map((row) => ({
      ...row,
      labelIds: pairs.filter((pair) => pair.taskId === row.id).map((pair) => pair.labelId),
    }));
  }

  async function listTasks(userId, { projectId, limit }) {
    if (!(await membership(userId, projectId))) return undefined;
    const rows = await db
      .select(summary)
      .from(tasks)
      .where(and(eq(tasks.projectId, projectId), isNull(tasks.deletedAt)))
      .orderBy(desc(tasks.createdAt), desc(tasks.id))
      .limit(limit);
    return { tasks: await withLabels(rows) };
  }

  async function getTask(userId, { id }) {
    const [task] = await db
      .select()
      .from(tasks)
      .where(and(eq(tasks.id, id), isNull(tasks.deletedAt)));
    const seen = task && (await membership(userId, task.projectId));
    if (!seen) return undefined;
    const [whole] = await withLabels([task]);
    const { titleFolded, ...shown } = whole;
    const subtasks = await db
      .select({ id: tasks.id, number: tasks.number, title: tasks.title, statusId: tasks.statusId })
      .from(tasks)
      .where(and(eq(tasks.parentId, id), isNull(tasks.deletedAt)))
      .orderBy(asc(tasks.number));
    return { ...shown, projectKey: seen.key, subtasks };
  }

  return { membership, workspacesOf, listTasks, getTask };
}
