// The stack people wire by hand: tRPC standalone, superjson, Drizzle, Lucia.
import { initTRPC, TRPCError } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import superjson from "superjson";
import { createTask, getTask, inputs, listTasks, userOf } from "./drizzle-app.mjs";

const t = initTRPC.context().create({ transformer: superjson, isDev: false });

const protectedProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { user: ctx.user } });
});

const found = (value) => {
  if (!value) throw new TRPCError({ code: "NOT_FOUND" });
  return value;
};

const router = t.router({
  tasks: t.router({
    list: protectedProcedure
      .input(inputs.list)
      .query(async ({ ctx, input }) => found(await listTasks(ctx.user.id, input))),
    get: protectedProcedure.input(inputs.get).query(async ({ ctx, input }) => found(await getTask(ctx.user.id, input))),
    create: protectedProcedure
      .input(inputs.create)
      .mutation(async ({ ctx, input }) => found(await createTask(ctx.user.id, input))),
  }),
});

createHTTPServer({ router, createContext: async ({ req }) => ({ user: await userOf(req.headers.cookie) }) }).listen(
  Number(process.env.PORT),
  "127.0.0.1",
);
