import { z } from "zod";
import { reason } from "./reasons.ts";

/** How the caller stands to a task. */
export const FollowState = z.object({ following: z.boolean(), why: reason.nullable() });
