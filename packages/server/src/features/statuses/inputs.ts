import { z } from "zod";
import { line, rowId } from "../../fields.ts";
import { category } from "./categories.ts";

export const statusName = line(40);

export const StatusesOf = z.strictObject({ projectId: rowId });

export const NewStatus = z.strictObject({ projectId: rowId, name: statusName, category });

export const StatusChange = z.strictObject({ id: rowId, name: statusName.optional(), category: category.optional() });

/** Puts a status behind another one; `null` makes it the first. */
export const StatusMove = z.strictObject({ id: rowId, afterId: rowId.nullable() });

/** Tasks in the deleted status go to `moveTasksTo`. */
export const StatusRemoval = z.strictObject({ id: rowId, moveTasksTo: rowId });
