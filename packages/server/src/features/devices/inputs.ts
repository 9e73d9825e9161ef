import { z } from "zod";
import { rowId } from "../../fields.ts";

export const DeviceId = z.strictObject({ id: rowId });
