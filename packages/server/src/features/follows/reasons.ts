import { z } from "zod";

/** Why somebody follows a task; of several the first. */
export const reasons = ["chosen", "created", "assigned", "commented", "mentioned"] as const;

export const reason = z.enum(reasons);

export type Reason = (typeof reasons)[number];
