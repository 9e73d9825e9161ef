import { Allow, describeBackendMethods, remult, repo } from "remult";
import { Member, Project, Task, TaskSummary } from "./entities.mjs";

const read = { allowed: Allow.authenticated, transactional: false };

/** The three pieces of work, as backend methods. */
// biome-ignore lint/complexity/noStaticOnlyClass: Remult takes backend methods from a class.
export class Tasks {
  static async list(projectId) {
    if (!(await isSeen(projectId))) return undefined;
    const rows = await repo(TaskSummary).find({
      where: { projectId },
      orderBy: { createdAt: "desc", id: "desc" },
      limit: 20,
      include: { labels: true },
    });
    return { tasks: rows.map((row) => withLabelIds(repo(TaskSummary).toJson(row))) };
  }

  static async get(id) {
    const task = await repo(Task).findId(id, { include: { labels: true, subtasks: true, project: true } });
    return task && view(task);
  }

  static async create(projectId, title) {
    const { id } = await repo(Task).insert({ projectId, title });
    return Tasks.get(id);
  }
}
describeBackendMethods(Tasks, {
  list: { ...read, paramTypes: [String] },
  get: { ...read, paramTypes: [String] },
  create: { allowed: Allow.authenticated, paramTypes: [String, String] },
});

async function isSeen(projectId) {
  const project = await repo(Project).findId(projectId);
  return project && (await repo(Member).count({ workspaceId: project.workspaceId, userId: remult.user.id })) > 0;
}

function view(task) {
  const { project, subtasks, ...fields } = withLabelIds(repo(Task).toJson(task));
  return {
    ...fields,
    projectKey: project.key,
    subtasks: subtasks.map(({ id, number, title, statusId }) => ({ id, number, title, statusId })),
  };
}

function withLabelIds({ labels, ...fields }) {
  return { ...fields, labelIds: labels.map(({ labelId }) => labelId) };
}
