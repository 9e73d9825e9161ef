import { jobStates } from "@plinth/kernel";
import { z } from "zod";

/** A job without its payload, which is nobody's business. */
export const JobView = z.object({
  id: z.string(),
  name: z.string(),
  queue: z.string(),
  state: z.enum(jobStates),
  attempts: z.number(),
  runAt: z.date(),
  error: z.string().nullable(),
  requestId: z.string(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
});

export const QueueDepth = z.object({ queue: z.string(), state: z.enum(jobStates), count: z.number() });
