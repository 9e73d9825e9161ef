import { TRPCError, tracked } from "@trpc/server";
import { z } from "zod";
import { Failure } from "../failure.ts";
import { t, toTRPCError } from "../trpc.ts";
import type { LiveCall } from "./live-door.ts";
import type { LiveMessage } from "./live-feed.ts";

const hash = z.string().max(100);

const LiveInput = z.strictObject({
  /** Of the query: `tasks.list`. */
  path: z.string().max(200),
  input: z.unknown().optional(),
  /** The hash of the state that the reader still has. */
  have: hash.optional(),
  /** The same, as tRPC's links send it by themselves when they connect again. */
  lastEventId: hash.nullish(),
});

/** Reads the input of `live.query`. @throws TRPCError as tRPC itself would */
export function readLiveCall(input: unknown): LiveCall {
  const parsed = LiveInput.safeParse(input);
  if (!parsed.success) throw new TRPCError({ code: "BAD_REQUEST", cause: parsed.error });
  return callFor(parsed.data);
}

/**
 * Keeps any query up to date: `live.query({ path, input })` yields its result of now, and again whenever it is another one, with the rights
 * of then. For the map of an API, next to its features.
 */
export const liveRouter = t.router({
  query: t.procedure
    .meta({ kind: "subscription", audience: "anyone", weight: 1 })
    .input(LiveInput)
    .subscription(async function* ({ ctx, input, signal }) {
      try {
        if (!ctx.live || !signal)
          throw new Failure("METHOD_NOT_SUPPORTED", "Live queries need a connection that stays.");
        const feed = await ctx.live.open(callFor(input));
        try {
          for (let message = await feed.next(signal); message; message = await feed.next(signal)) {
            // Safe because it is what a feed writes.
            yield tracked(message.hash, JSON.parse(message.text) as LiveMessage);
          }
        } finally {
          feed.close();
        }
      } catch (error) {
        throw toTRPCError(error);
      }
    }),
});

function callFor({ path, input, have, lastEventId }: z.output<typeof LiveInput>): LiveCall {
  return { path, input, held: lastEventId ?? have };
}
