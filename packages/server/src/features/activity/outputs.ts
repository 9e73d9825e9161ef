import { z } from "zod";

export const ActivityEntry = z.object({
  id: z.string(),
  /** `task.created` */
  name: z.string(),
  at: z.date(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  subjectId: z.string(),
  /** The task it happened on, where there is one and the reader may see it. */
  task: z.object({ id: z.string(), number: z.number(), title: z.string() }).nullable(),
  /** Facts of the event: `{ from: "Todo", to: "Done" }`. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
});

export const ActivityPage = z.object({ entries: z.array(ActivityEntry), nextCursor: z.string().nullable() });
