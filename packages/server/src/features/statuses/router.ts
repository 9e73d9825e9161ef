import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { createStatus } from "./create-status.ts";
import { deleteStatus } from "./delete-status.ts";
import { NewStatus, StatusChange, StatusesOf, StatusMove, StatusRemoval } from "./inputs.ts";
import { listStatuses } from "./list-statuses.ts";
import { moveStatus } from "./move-status.ts";
import { StatusView } from "./outputs.ts";
import { updateStatus } from "./update-status.ts";

export const statusesRouter = t.router({
  list: query
    .input(StatusesOf)
    .output(z.array(StatusView))
    .query(({ ctx, input }) => listStatuses(ctx, input.projectId)),
  create: mutation
    .input(NewStatus)
    .output(StatusView)
    .mutation(({ ctx, input }) => createStatus(ctx, input)),
  update: mutation
    .input(StatusChange)
    .output(StatusView)
    .mutation(({ ctx, input }) => updateStatus(ctx, input)),
  move: mutation
    .input(StatusMove)
    .output(StatusView)
    .mutation(({ ctx, input }) => moveStatus(ctx, input)),
  delete: mutation
    .input(StatusRemoval)
    .output(nothing)
    .mutation(({ ctx, input }) => deleteStatus(ctx, input)),
});
