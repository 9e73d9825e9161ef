// The limit on Postgres: node:http and pg with named statements, which the server plans once per connection.
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { pushFrom } from "./push.mjs";

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE, max: 10 });
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const SUMMARY = `id, project_id as "projectId", number, title, status_id as "statusId", priority, assignee_id as "assigneeId",
  due_on as "dueOn", estimate, parent_id as "parentId", rank, version, created_at as "createdAt", updated_at as "updatedAt",
  closed_at as "closedAt"`;
const statements = {
  session:
    'select s.user_id as "userId", s.expires_at as "expiresAt", u.operator_since from sessions s join users u on u.id = s.user_id where s.id = $1',
  membership: `select m.role, p.workspace_id as "workspaceId", p.key from projects p
    join members m on m.workspace_id = p.workspace_id and m.user_id = $1 where p.id = $2`,
  list: `select ${SUMMARY} from tasks where project_id = $1 and deleted_at is null order by created_at desc, id desc limit 20`,
  labels: 'select task_id as "taskId", label_id as "labelId" from task_labels where task_id = any($1)',
  one: `select ${SUMMARY}, workspace_id as "workspaceId", body, created_by as "createdBy", deleted_at as "deletedAt", origin from tasks
    where id = $1 and deleted_at is null`,
  subtasks:
    'select id, number, title, status_id as "statusId" from tasks where parent_id = $1 and deleted_at is null order by number',
  firstStatus: "select id from statuses where project_id = $1 order by rank limit 1",
  takeNumber:
    "update projects set last_task_number = last_task_number + 1 where id = $1 returning last_task_number as number",
  lastRank: "select rank from tasks where project_id = $1 order by rank desc limit 1",
  insertTask: `insert into tasks (id, workspace_id, project_id, number, title, title_folded, body, status_id, priority, rank, version,
    created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, '', $7, 'none', $8, 1, $9, $10, $10)`,
  insertEvent: `insert into events (id, name, at, actor_kind, actor_id, request_id, subject_id, thread_id, container_id, tenant_id, data)
    values ($1, 'task.created', $2, 'user', $3, $4, $5, $5, $6, $7, '{}')`,
};

const rows = async (client, name, ...values) => (await client.query({ name, text: statements[name], values })).rows;

async function userOf(request) {
  const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const [found] = token ? await rows(pool, "session", createHash("sha256").update(token).digest("hex")) : [];
  return found && found.expiresAt > new Date() ? found.userId : undefined;
}

async function addLabels(client, tasks) {
  const byId = new Map(tasks.map((task) => [task.id, { ...task, labelIds: [] }]));
  for (const { taskId, labelId } of await rows(client, "labels", [...byId.keys()]))
    byId.get(taskId).labelIds.push(labelId);
  return [...byId.values()];
}

async function listTasks(userId, projectId) {
  const [seen] = await rows(pool, "membership", userId, projectId);
  return seen && { tasks: await addLabels(pool, await rows(pool, "list", projectId)) };
}

async function getTask(client, userId, id) {
  const [task] = await rows(client, "one", id);
  const [seen] = task ? await rows(client, "membership", userId, task.projectId) : [];
  if (!seen) return undefined;
  const [whole] = await addLabels(client, [task]);
  return { ...whole, projectKey: seen.key, subtasks: await rows(client, "subtasks", id) };
}

async function createTask(userId, { projectId, title }) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const [seen] = await rows(client, "membership", userId, projectId);
    if (!seen || seen.role === "viewer") {
      await client.query("rollback");
      client.release();
      return undefined;
    }
    const [{ id: statusId }] = await rows(client, "firstStatus", projectId);
    const [{ number }] = await rows(client, "takeNumber", projectId);
    const [last] = await rows(client, "lastRank", projectId);
    const rank = `c${String(number).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`;
    const [id, now] = [randomUUID(), new Date()];
    await rows(
      client,
      "insertTask",
      id,
      seen.workspaceId,
      projectId,
      number,
      title,
      title.toLowerCase(),
      statusId,
      rank,
      userId,
      now,
    );
    await rows(client, "insertEvent", randomUUID(), now, userId, randomUUID(), id, projectId, seen.workspaceId);
    const task = await getTask(client, userId, id);
    await client.query("commit");
    client.release();
    return task;
  } catch (error) {
    client.release(error);
    throw error;
  }
}

const calls = {
  list: (userId, { projectId }) => listTasks(userId, projectId),
  get: (userId, { id }) => getTask(pool, userId, id),
};

const server = createServer(async (request, response) => {
  const answer = (value) => {
    const text = JSON.stringify(value ?? { error: "not found" });
    response.writeHead(value ? 200 : 404, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  };
  const chunks = [];
  const body = new Promise((resolve) =>
    request.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks).toString())),
  );
  const userId = await userOf(request);
  if (!userId) return answer(undefined);
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/list") return answer(await listTasks(userId, url.searchParams.get("projectId")));
  if (url.pathname === "/get") return answer(await getTask(pool, userId, url.searchParams.get("id")));
  if (url.pathname === "/batch")
    return answer(
      await Promise.all(JSON.parse(url.searchParams.get("calls")).map(([name, input]) => calls[name](userId, input))),
    );
  const input = JSON.parse(await body);
  if (typeof input.title !== "string" || input.title.length > 300) return answer(undefined);
  const task = await createTask(userId, input);
  if (task) push(task);
  answer(task);
});
const push = pushFrom(server);
server.listen(Number(process.env.PORT), "127.0.0.1");
