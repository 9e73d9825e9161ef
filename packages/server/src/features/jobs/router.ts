import { nothing, operator, t } from "@plinth/kernel";
import { z } from "zod";
import { cancelJob, retryJob } from "./change-job.ts";
import { JobId, JobsWanted } from "./inputs.ts";
import { listJobs } from "./list-jobs.ts";
import { JobView, QueueDepth } from "./outputs.ts";
import { queueDepths } from "./queue-depths.ts";

export const jobsRouter = t.router({
  list: operator.query
    .input(JobsWanted)
    .output(z.array(JobView))
    .query(({ ctx, input }) => listJobs(ctx, input)),
  depths: operator.query
    .input(nothing)
    .output(z.array(QueueDepth))
    .query(({ ctx }) => queueDepths(ctx)),
  retry: operator.mutation
    .input(JobId)
    .output(nothing)
    .mutation(({ ctx, input }) => retryJob(ctx, input.id)),
  cancel: operator.mutation
    .input(JobId)
    .output(nothing)
    .mutation(({ ctx, input }) => cancelJob(ctx, input.id)),
});
