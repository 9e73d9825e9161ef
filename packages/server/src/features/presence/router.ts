import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { Looking, OnlookersOf } from "./inputs.ts";
import { listOnlookers } from "./list-onlookers.ts";
import { Onlooker } from "./outputs.ts";
import { sayGone } from "./say-gone.ts";
import { sayHere } from "./say-here.ts";

export const presenceRouter = t.router({
  here: mutation
    .input(Looking)
    .output(nothing)
    .mutation(({ ctx, input }) => sayHere(ctx, input)),
  gone: mutation
    .input(Looking)
    .output(nothing)
    .mutation(({ ctx, input }) => sayGone(ctx, input)),
  on: query
    .input(OnlookersOf)
    .output(z.array(Onlooker))
    .query(({ ctx, input }) => listOnlookers(ctx, input.taskId)),
});
