import { z } from "zod";

export const Onlooker = z.object({ userId: z.string(), name: z.string() });
