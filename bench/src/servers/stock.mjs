// The stack people wire by hand: tRPC standalone, superjson, Drizzle, Lucia; subscriptions on an EventEmitter, as tRPC's documentation has it.
import { EventEmitter, on } from "node:events";
import { initTRPC, TRPCError } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import superjson from "superjson";
import { createTask, getTask, inputs, listTasks, userOf } from "./drizzle-app.mjs";
import { onSocket } from "./on-socket.mjs";

const t = initTRPC.context().create({ transformer: superjson, isDev: false });

const protectedProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { user: ctx.user } });
});

const found = (value) => {
  if (!value) throw new TRPCError({ code: "NOT_FOUND" });
  return value;
};

/** By the project whose tasks changed. */
const changes = new EventEmitter().setMaxListeners(0);

const router = t.router({
  tasks: t.router({
    list: protectedProcedure
      .input(inputs.list)
      .query(async ({ ctx, input }) => found(await listTasks(ctx.user.id, input))),
    get: protectedProcedure.input(inputs.get).query(async ({ ctx, input }) => found(await getTask(ctx.user.id, input))),
    create: protectedProcedure.input(inputs.create).mutation(async ({ ctx, input }) => {
      const task = found(await createTask(ctx.user.id, input));
      changes.emit(input.projectId);
      return task;
    }),
    onList: protectedProcedure.input(inputs.list).subscription(async function* ({ ctx, input, signal }) {
      const changed = on(changes, input.projectId, { signal });
      yield found(await listTasks(ctx.user.id, input));
      for await (const _ of changed) yield found(await listTasks(ctx.user.id, input));
    }),
    onChange: protectedProcedure.input(inputs.list).subscription(async function* ({ input, signal }) {
      for await (const _ of on(changes, input.projectId, { signal })) yield null;
    }),
  }),
});

const createContext = async ({ req }) => ({ user: await userOf(req.headers.cookie) });
const server = createHTTPServer({ router, createContext });
server.listen(Number(process.env.PORT), "127.0.0.1");

onSocket(server, async (wss) => {
  const { applyWSSHandler } = await import("@trpc/server/adapters/ws");
  applyWSSHandler({ wss, router, createContext });
});
