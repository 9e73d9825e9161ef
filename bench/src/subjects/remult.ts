import { NEW_TITLE, post } from "./requests.ts";
import type { Subject } from "./subject.ts";

export const remult: Subject = {
  name: "remult",
  title: "Remult, Express",
  engines: ["sqlite"],
  peer: "remult",
  command: [process.execPath, "bench/peers/remult/server.mjs"],
  requests: {
    list: (sample) => post("/api/list", sample, { args: [sample.projectId] }),
    get: (sample) => post("/api/get", sample, { args: [sample.taskIds[0]] }),
    create: (sample) => post("/api/create", sample, { args: [sample.projectId, NEW_TITLE] }),
  },
  unwrap: (body) => (body as { data?: unknown }).data,
};
