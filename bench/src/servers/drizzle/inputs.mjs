import { z } from "zod";

export const inputs = {
  list: z.object({ projectId: z.uuid(), limit: z.number().int().min(1).max(200).default(20) }),
  get: z.object({ id: z.uuid() }),
  create: z.object({ projectId: z.uuid(), title: z.string().trim().min(1).max(300) }),
};
