// Fastify with its JSON schemas, Drizzle and Lucia.
import Fastify from "fastify";
import { createTask, getTask, inputs, listTasks, userOf } from "./drizzle-app.mjs";

const app = Fastify();
app.decorateRequest("user", null);
app.addHook("onRequest", async (request, reply) => {
  request.user = await userOf(request.headers.cookie);
  if (!request.user) return reply.code(401).send({ error: "unauthorized" });
});

const id = { type: "string", format: "uuid" };
const answer = (reply, value) => (value ? value : reply.code(404).send({ error: "not found" }));
const list = {
  querystring: {
    type: "object",
    required: ["projectId"],
    properties: { projectId: id, limit: { type: "integer", default: 20 } },
  },
};
const create = {
  body: {
    type: "object",
    required: ["projectId", "title"],
    properties: { projectId: id, title: { type: "string", maxLength: 300 } },
  },
};

app.get("/list", { schema: list }, async (request, reply) =>
  answer(reply, await listTasks(request.user.id, request.query)),
);
app.get("/get", async (request, reply) =>
  answer(reply, await getTask(request.user.id, inputs.get.parse(request.query))),
);
app.post("/create", { schema: create }, async (request, reply) =>
  answer(reply, await createTask(request.user.id, request.body)),
);

await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
