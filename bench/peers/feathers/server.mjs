// Feathers on Express and Socket.IO, over the same Drizzle and Lucia as the other servers: as its documentation has it, whoever connects joins
// the channels they belong to, and an event is sent to a channel.
import express, { errorHandler, json, rest } from "@feathersjs/express";
import { feathers } from "@feathersjs/feathers";
import socketio from "@feathersjs/socketio";
import { createTask, getTask, inputs, listTasks, userOf, workspacesOf } from "../../src/servers/drizzle-app.mjs";

const app = express(feathers());
app.use(json());
app.use(async (request, response, next) => {
  request.feathers.user = await userOf(request.headers.cookie);
  if (request.feathers.user) next();
  else response.status(401).json({ error: "unauthorized" });
});
app.configure(rest());
app.configure(
  // Nobody is asked meanwhile whether they are still there.
  socketio({ pingInterval: 600_000 }, (io) => {
    io.use(async (socket, next) => {
      socket.feathers.user = await userOf(socket.request.headers.cookie);
      next(socket.feathers.user ? undefined : new Error("unauthorized"));
    });
  }),
);

const found = (value) => {
  if (!value) throw Object.assign(new Error("not found"), { code: 404 });
  return value;
};

app.use("tasks", {
  find: async ({ user, query }) => found(await listTasks(user.id, inputs.list.parse(query))),
  get: async (id, { user }) => found(await getTask(user.id, inputs.get.parse({ id }))),
  create: async (data, { user }) => found(await createTask(user.id, inputs.create.parse(data))),
});
app.use(errorHandler({ logger: false }));

app.on("connection", async (connection) => {
  for (const id of await workspacesOf(connection.user.id)) app.channel(`workspaces/${id}`).join(connection);
});
app.service("tasks").publish("created", ({ workspaceId }) => app.channel(`workspaces/${workspaceId}`));

await app.listen(Number(process.env.PORT), "127.0.0.1");
