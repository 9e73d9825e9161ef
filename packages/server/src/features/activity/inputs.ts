import { z } from "zod";
import { cursor, direction, limit, rowId } from "../../fields.ts";

export const ActivityOfTask = z.strictObject({
  taskId: rowId,
  cursor: cursor.optional(),
  direction,
  limit: limit(100, 30),
});

export const ActivityOfProject = z.strictObject({
  projectId: rowId,
  cursor: cursor.optional(),
  direction,
  limit: limit(100, 30),
});
