import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { z } from "zod";
import { begin } from "./begin.ts";
import { finish } from "./finish.ts";
import { Beginning, ComingBack, ConnectionId, LinkBeginning } from "./inputs.ts";
import { listConnections } from "./list-connections.ts";
import { Connections, Destination, Finished, ProviderView } from "./outputs.ts";
import { providersInUse } from "./provider.ts";
import { unlink } from "./unlink.ts";

export const providersRouter = t.router({
  list: entrance.query
    .input(nothing)
    .output(z.array(ProviderView))
    .query(() => [...providersInUse().providers]),
  begin: entrance.action
    .weight(20)
    .input(Beginning)
    .output(Destination)
    .mutation(({ ctx, input }) => begin(ctx, { ...input, next: input.next ?? null, purpose: "sign in" })),
  beginLink: sensitive.action
    .weight(20)
    .input(LinkBeginning)
    .output(Destination)
    .mutation(({ ctx, input }) => begin(ctx, { ...input, next: null, purpose: "link", userId: ctx.actor.userId })),
  finish: entrance.action
    .weight(50)
    .input(ComingBack)
    .output(Finished)
    .mutation(({ ctx, input }) => finish(ctx, input)),
  connections: person.query
    .input(nothing)
    .output(Connections)
    .query(({ ctx }) => listConnections(ctx)),
  unlink: sensitive.mutation
    .input(ConnectionId)
    .output(nothing)
    .mutation(({ ctx, input }) => unlink(ctx, input.id)),
});
