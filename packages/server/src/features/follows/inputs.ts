import { z } from "zod";
import { rowId } from "../../fields.ts";

export const FollowedTask = z.strictObject({ taskId: rowId });
