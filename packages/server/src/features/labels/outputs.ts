import { z } from "zod";
import { labelColor } from "./colors.ts";

export const LabelView = z.object({ id: z.string(), projectId: z.string(), name: z.string(), color: labelColor });
