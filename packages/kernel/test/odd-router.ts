import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { Failure, failureCodes, mutation, nothing, open, operator, query, t } from "../src/index.ts";

const Anything = z.object({
  text: z.string(),
  when: z.date(),
  maybe: z.number().nullable(),
  perhaps: z.string().optional(),
  list: z.array(z.object({ n: z.number() })),
  map: z.record(z.string(), z.number()),
});

const Echo = z.strictObject({ text: z.string().max(1_000), n: z.number().optional() });

/** Procedures of every shape an adapter can meet. They touch no database, so that two servers answer alike. */
export const oddRouter = t.router({
  hello: open.query
    .input(nothing)
    .output(z.string())
    .query(() => 'héllo \u2028 "quoted" \\ \u0007'),
  anything: open.query
    .input(nothing)
    .output(Anything)
    .query(() => ({
      text: "\u{1F600}</script>",
      when: new Date("2026-06-01T09:00:00.007Z"),
      maybe: null,
      list: [{ n: 1 }, { n: -0.5 }, { n: 1e21 }],
      map: { b: 1, a: 2, __proto: 3 },
      secret: "not declared",
    })),
  missing: open.query
    .input(nothing)
    .output(Anything)
    .query(() => ({}) as never),
  echo: open.query
    .input(Echo)
    .output(z.object({ text: z.string(), n: z.number().optional() }))
    .query(({ input }) => input),
  echoWrite: open.mutation
    .input(Echo)
    .output(z.object({ text: z.string() }))
    .mutation(({ input }) => input),
  act: open.action
    .input(Echo)
    .output(nothing)
    .mutation(() => undefined),
  setCookie: open.action
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => ctx.setCookie("session", "a b;c", new Date("2027-01-01T00:00:00Z"))),
  fail: open.query
    .input(z.strictObject({ code: z.enum(failureCodes) }))
    .output(nothing)
    .query(({ input }) => {
      throw new Failure(input.code, `refused with ${input.code}`, { details: { n: 1 } });
    }),
  failTrpc: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw new TRPCError({ code: "PRECONDITION_FAILED", message: "internal words" });
    }),
  crash: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw new TypeError("internal words");
    }),
  throwText: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw "internal words";
    }),
  crashWrite: open.mutation
    .input(nothing)
    .output(nothing)
    .mutation(() => {
      throw new RangeError("internal words");
    }),
  private: query
    .input(Echo)
    .output(z.string())
    .query(({ ctx }) => ctx.actor.userId),
  privateWrite: mutation
    .input(Echo)
    .output(z.string())
    .mutation(({ ctx }) => ctx.actor.userId),
  operate: operator.query
    .input(nothing)
    .output(z.string())
    .query(() => "operated"),
  nested: t.router({
    deep: t.router({
      hello: open.query
        .input(nothing)
        .output(z.number())
        .query(() => 42),
    }),
  }),
  plain: t.procedure.query(() => ({ plain: true, at: new Date(0) })),
  plainInput: t.procedure.input(z.object({ n: z.number() })).query(({ input }) => input.n * 2),
  plainWrite: t.procedure.mutation(() => "written"),
  streamed: t.procedure.query(async function* () {
    yield 1;
    yield 2;
  }),
  ticks: t.procedure.subscription(async function* () {
    yield "one";
    yield "two";
  }),
});
