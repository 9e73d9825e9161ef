import { createHmac } from "node:crypto";
import type { Sample } from "../dataset/sample.ts";
import { get, NEW_TITLE, post } from "./requests.ts";
import type { Subject } from "./subject.ts";

type Row = Record<string, unknown>;

const SUMMARY =
  "id,project_id,number,title,status_id,priority,assignee_id,due_on,estimate,parent_id,rank,version,created_at,updated_at,closed_at,labels.label_id";
const WHOLE = `${SUMMARY},workspace_id,body,created_by,deleted_at,origin,project_id.id,project_id.key,subtasks.id,subtasks.number,subtasks.title,subtasks.status_id`;

export const directus: Subject = {
  name: "directus",
  title: "Directus 11.3, REST, its role limited by filters",
  engines: ["sqlite"],
  peer: "directus",
  prepare: [process.execPath, "bench/peers/directus/prepare.mjs"],
  command: [process.execPath, "bench/peers/directus/server.mjs"],
  requests: {
    list: (sample) =>
      get(
        `/items/tasks?filter%5Bproject_id%5D%5B_eq%5D=${sample.projectId}&sort=-created_at,-id&limit=20&fields=${SUMMARY}`,
        signedIn(sample),
      ),
    get: (sample) =>
      get(`/items/tasks/${sample.taskIds[0]}?fields=${WHOLE}&deep%5Bsubtasks%5D%5B_sort%5D=number`, signedIn(sample)),
    create: (sample) =>
      post(`/items/tasks?fields=${WHOLE}`, signedIn(sample), { project_id: sample.projectId, title: NEW_TITLE }),
  },
  unwrap: (body) => {
    const { data } = body as { data: Row | Row[] };
    return Array.isArray(data) ? { tasks: data.map(taskOf) } : taskOf(data);
  },
};

/** A task of Directus under the names the others use. */
function taskOf({ labels, project_id: project, ...row }: Row): Row {
  const fields = Object.entries(row).map(([key, value]) => [
    key.replace(/_[a-z]/g, ([, letter = ""]) => letter.toUpperCase()),
    key.endsWith("_at") && typeof value === "number" ? new Date(value).toISOString() : value,
  ]);
  return {
    ...Object.fromEntries(fields),
    labelIds: (labels as Row[]).map((label) => label.label_id),
    ...(typeof project === "string"
      ? { projectId: project }
      : { projectId: (project as Row).id, projectKey: (project as Row).key }),
    ...(Array.isArray(row.subtasks) && {
      subtasks: row.subtasks.map(({ status_id, ...subtask }: Row) => ({ ...subtask, statusId: status_id })),
    }),
  };
}

// As in bench/peers/directus/settings.mjs.
const ROLE = "00000000-0000-4000-8000-000000000001";
const SECRET = "the-benchmark-signs-its-sessions-with-this";

/** The cookie that Directus gives for a session: a token it signed, which names the row. */
function signedIn(sample: Sample): Sample {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { id: sample.userId, role: ROLE, app_access: false, admin_access: false, session: sample.token };
  const signed = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ ...claims, iss: "directus" })}`;
  return { ...sample, token: `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}` };
}
