import { z } from "zod";
import { category } from "./categories.ts";

export const StatusView = z.object({ id: z.string(), projectId: z.string(), name: z.string(), category });
