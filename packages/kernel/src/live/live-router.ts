import { tracked } from "@trpc/server";
import { z } from "zod";
import { Failure } from "../failure.ts";
import { t, toTRPCError } from "../trpc.ts";

const hash = z.string().max(100);

const LiveCall = z.strictObject({
  /** Of the query: `tasks.list`. */
  path: z.string().max(200),
  input: z.unknown().optional(),
  /** The hash of the state that the reader still has. */
  have: hash.optional(),
  /** The same, as tRPC's links send it by themselves when they connect again. */
  lastEventId: hash.nullish(),
});

/**
 * Keeps any query up to date: `live.query({ path, input })` yields its result of now, and again whenever it is another one, with the rights
 * of then. For the map of an API, next to its features.
 */
export const liveRouter = t.router({
  query: t.procedure
    .meta({ kind: "subscription", audience: "anyone", weight: 1 })
    .input(LiveCall)
    .subscription(async function* ({ ctx, input, signal }) {
      try {
        if (!ctx.live || !signal)
          throw new Failure("METHOD_NOT_SUPPORTED", "Live queries need a connection that stays.");
        const held = input.lastEventId ?? input.have;
        const feed = await ctx.live.open({ path: input.path, input: input.input, held });
        try {
          for (let message = await feed.next(signal); message; message = await feed.next(signal)) {
            yield tracked(message.hash, message);
            await ctx.live.drained();
          }
        } finally {
          feed.close();
        }
      } catch (error) {
        throw toTRPCError(error);
      }
    }),
});
