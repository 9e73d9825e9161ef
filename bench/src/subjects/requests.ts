import type { Sample } from "../dataset/sample.ts";

// Requests as bytes on the wire.

export const NEW_TITLE = "A new task, made by the benchmark";

export function get(path: string, { token }: Sample): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: session=${token}\r\n\r\n`;
}

export function post(path: string, { token }: Sample, value: unknown): string {
  const body = JSON.stringify(value);
  return [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    `Cookie: session=${token}`,
    "Origin: http://localhost",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

/** A value as part of an address. */
export const inUrl = (value: unknown) => encodeURIComponent(JSON.stringify(value));

export const listInput = ({ projectId }: Sample) => ({ projectId });
export const getInput = ({ taskIds }: Sample) => ({ id: taskIds[0] });
export const createInput = ({ projectId, mark }: Sample) => ({
  projectId,
  title: mark === undefined ? NEW_TITLE : `${NEW_TITLE} #${mark}`,
});

/** Ten reads: a list and nine tasks. */
export function mixed(sample: Sample): ["list" | "get", object][] {
  return [["list", listInput(sample)], ...sample.taskIds.slice(0, 9).map((id): ["get", object] => ["get", { id }])];
}

/** The addresses of servers that take plain ones. */
export const plain = {
  list: (sample: Sample) => get(`/list?projectId=${sample.projectId}`, sample),
  get: (sample: Sample) => get(`/get?id=${sample.taskIds[0]}`, sample),
  create: (sample: Sample) => post("/create", sample, createInput(sample)),
};
