import { createInput, get, inUrl, post } from "./requests.ts";
import type { Subject } from "./subject.ts";

type Row = Record<string, unknown>;

const shownOfSubtask = { id: true, number: true, title: true, statusId: true };
const shownInLists = Object.fromEntries(
  "id projectId number title statusId priority assigneeId dueOn estimate parentId rank version createdAt updatedAt closedAt"
    .split(" ")
    .map((field) => [field, true]),
);

export const zenstack: Subject = {
  name: "zenstack",
  title: "ZenStack 3, RPC on Hono, with policies",
  engines: ["sqlite"],
  peer: "zenstack",
  command: [process.execPath, "bench/peers/zenstack/server.mjs"],
  requests: {
    list: (sample) => {
      const query = {
        where: { projectId: sample.projectId },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 20,
        select: { ...shownInLists, labels: { select: { labelId: true } } },
      };
      return get(`/api/model/task/findMany?q=${inUrl(query)}`, sample);
    },
    get: (sample) => {
      const include = {
        labels: { select: { labelId: true } },
        project: { select: { key: true } },
        subtasks: { select: shownOfSubtask, orderBy: { number: "asc" } },
      };
      const query = { where: { id: sample.taskIds[0] }, include, omit: { titleFolded: true } };
      return get(`/api/model/task/findUnique?q=${inUrl(query)}`, sample);
    },
    create: (sample) => post("/api/model/$procs/createTask", sample, { args: createInput(sample) }),
  },
  unwrap: (body) => {
    const { data } = body as { data: Row | Row[] };
    const one = ({ labels, project, ...task }: Row) => ({
      ...withDates(task),
      labelIds: (labels as Row[]).map(({ labelId }) => labelId),
      ...(project !== undefined && { projectKey: (project as Row).key }),
    });
    return Array.isArray(data) ? { tasks: data.map(one) } : one(data);
  },
};

/** Moments come as milliseconds. */
function withDates(row: Row): Row {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    /At$/.test(key) && typeof value === "number" ? new Date(value).toISOString() : value,
  ]);
  return Object.fromEntries(entries);
}
