// The limit: what a careful person writes by hand. node:http, prepared SQL, objects, JSON.stringify; nothing else.
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Database from "better-sqlite3";
import { pushFrom } from "./push.mjs";

const db = new Database(process.env.BENCH_DATABASE);
db.pragma("journal_mode = WAL");
db.pragma(`synchronous = ${process.env.BENCH_SYNC}`);
db.pragma("foreign_keys = ON");

const session = db.prepare(`select s.user_id as userId, s.expires_at as expiresAt, u.operator_since as operatorSince
  from sessions s join users u on u.id = s.user_id where s.id = ?`);
const membership = db.prepare(`select m.role, p.workspace_id as workspaceId, p.key from projects p
  join members m on m.workspace_id = p.workspace_id and m.user_id = ? where p.id = ?`);
const SUMMARY = `id, project_id as projectId, number, title, status_id as statusId, priority, assignee_id as assigneeId, due_on as dueOn,
  estimate, parent_id as parentId, rank, version, created_at as createdAt, updated_at as updatedAt, closed_at as closedAt`;
const list = db.prepare(
  `select ${SUMMARY} from tasks where project_id = ? and deleted_at is null order by created_at desc, id desc limit 20`,
);
const labels = db.prepare(
  "select task_id as taskId, label_id as labelId from task_labels where task_id in (select value from json_each(?))",
);
const one =
  db.prepare(`select ${SUMMARY}, workspace_id as workspaceId, body, created_by as createdBy, deleted_at as deletedAt, origin
  from tasks where id = ? and deleted_at is null`);
const subtasks = db.prepare(
  "select id, number, title, status_id as statusId from tasks where parent_id = ? and deleted_at is null order by number",
);
const firstStatus = db.prepare("select id from statuses where project_id = ? order by rank limit 1");
const takeNumber = db.prepare(
  "update projects set last_task_number = last_task_number + 1 where id = ? returning last_task_number as number",
);
const lastRank = db.prepare("select rank from tasks where project_id = ? order by rank desc limit 1");
const insertTask =
  db.prepare(`insert into tasks (id, workspace_id, project_id, number, title, title_folded, body, status_id, priority, rank,
  version, created_by, created_at, updated_at) values (?, ?, ?, ?, ?, ?, '', ?, 'none', ?, 1, ?, ?, ?)`);
const insertEvent =
  db.prepare(`insert into events (id, name, at, actor_kind, actor_id, request_id, subject_id, thread_id, container_id,
  tenant_id, data) values (?, 'task.created', ?, 'user', ?, ?, ?, ?, ?, ?, '{}')`);

const iso = (ms) => (ms === null ? null : new Date(ms).toISOString());
const withDates = (row) => ({
  ...row,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  closedAt: iso(row.closedAt),
  labelIds: [],
});

function userOf(request) {
  const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const found = token && session.get(createHash("sha256").update(token).digest("hex"));
  return found && found.expiresAt > Date.now() ? found.userId : undefined;
}

function addLabels(rows) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { taskId, labelId } of labels.all(JSON.stringify([...byId.keys()])))
    byId.get(taskId).labelIds.push(labelId);
  return rows;
}

function listTasks(userId, projectId) {
  if (!membership.get(userId, projectId)) return undefined;
  return { tasks: addLabels(list.all(projectId).map(withDates)) };
}

function getTask(userId, id) {
  const task = one.get(id);
  const seen = task && membership.get(userId, task.projectId);
  if (!seen) return undefined;
  const [whole] = addLabels([withDates(task)]);
  return {
    ...whole,
    deletedAt: iso(task.deletedAt),
    origin: JSON.parse(task.origin),
    projectKey: seen.key,
    subtasks: subtasks.all(id),
  };
}

const createTask = db.transaction((userId, { projectId, title }) => {
  const seen = membership.get(userId, projectId);
  if (!seen || seen.role === "viewer") return undefined;
  const { id: statusId } = firstStatus.get(projectId);
  const { number } = takeNumber.get(projectId);
  const rank = `c${String(number).padStart(9, "0")}${lastRank.get(projectId)?.rank.at(-1) ?? "V"}`;
  const [id, now] = [randomUUID(), Date.now()];
  insertTask.run(id, seen.workspaceId, projectId, number, title, title.toLowerCase(), statusId, rank, userId, now, now);
  insertEvent.run(randomUUID(), now, userId, randomUUID(), id, id, projectId, seen.workspaceId);
  return getTask(userId, id);
});

const calls = {
  list: (userId, { projectId }) => listTasks(userId, projectId),
  get: (userId, { id }) => getTask(userId, id),
};

const server = createServer((request, response) => {
  const answer = (value) => {
    const text = JSON.stringify(value ?? { error: "not found" });
    response.writeHead(value ? 200 : 404, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  };
  const userId = userOf(request);
  if (!userId) return answer(undefined);
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/list") return answer(listTasks(userId, url.searchParams.get("projectId")));
  if (url.pathname === "/get") return answer(getTask(userId, url.searchParams.get("id")));
  if (url.pathname === "/batch")
    return answer(JSON.parse(url.searchParams.get("calls")).map(([name, input]) => calls[name](userId, input)));
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const input = JSON.parse(body);
    if (typeof input.title !== "string" || input.title.length > 300) return answer(undefined);
    const task = createTask.immediate(userId, input);
    if (task) push(task);
    answer(task);
  });
});
const push = pushFrom(server);
server.listen(Number(process.env.PORT), "127.0.0.1");
