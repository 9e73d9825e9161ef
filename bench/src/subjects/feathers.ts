import { createInput, get, getInput, listInput, post } from "./requests.ts";
import type { Subject } from "./subject.ts";

export const feathers: Subject = {
  name: "feathers",
  title: "Feathers on Socket.IO, which pushes the new row to a channel, with the rights of when it was joined",
  engines: ["sqlite"],
  peer: "feathers",
  command: [process.execPath, "bench/peers/feathers/server.mjs"],
  requests: {
    list: (sample) => get(`/tasks?projectId=${listInput(sample).projectId}`, sample),
    get: (sample) => get(`/tasks/${getInput(sample).id}`, sample),
    create: (sample) => post("/tasks", sample, createInput(sample)),
  },
  following: {
    path: "/socket.io/?EIO=4&transport=websocket",
    // As Socket.IO says that it joins, and is told that it did: https://socket.io/docs/v4/socket-io-protocol/
    ask: () => "40",
    follows: '40{"sid"',
  },
  onlyFollowed: true,
  unwrap: (body) => body,
};
