import { z } from "zod";
import { rowId } from "../../fields.ts";

export const Looking = z.strictObject({ taskId: rowId, tabId: rowId });

export const OnlookersOf = z.strictObject({ taskId: rowId });
