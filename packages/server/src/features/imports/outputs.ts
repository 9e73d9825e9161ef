import { z } from "zod";
import { importSource } from "./sources.ts";

export const ImportView = z.object({
  id: z.string(),
  projectId: z.string(),
  source: importSource,
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
});

export const BatchResult = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
});
