// oRPC's RPC handler on node:http, Drizzle and Lucia.
import { createServer } from "node:http";
import { ORPCError, os } from "@orpc/server";
import { RPCHandler } from "@orpc/server/node";
import { createTask, getTask, inputs, listTasks, userOf } from "./drizzle-app.mjs";

const authed = os.$context().use(async ({ context, next }) => {
  if (!context.user) throw new ORPCError("UNAUTHORIZED");
  return next({ context: { user: context.user } });
});

const found = (value) => {
  if (!value) throw new ORPCError("NOT_FOUND");
  return value;
};

const router = {
  list: authed.input(inputs.list).handler(async ({ context, input }) => found(await listTasks(context.user.id, input))),
  get: authed.input(inputs.get).handler(async ({ context, input }) => found(await getTask(context.user.id, input))),
  create: authed
    .input(inputs.create)
    .handler(async ({ context, input }) => found(await createTask(context.user.id, input))),
};

const handler = new RPCHandler(router);

createServer(async (request, response) => {
  const { matched } = await handler.handle(request, response, {
    prefix: "/rpc",
    context: { user: await userOf(request.headers.cookie) },
  });
  if (!matched) response.writeHead(404).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
