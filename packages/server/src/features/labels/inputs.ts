import { z } from "zod";
import { line, rowId } from "../../fields.ts";
import { labelColor } from "./colors.ts";

export const labelName = line(50);

export const LabelsOf = z.strictObject({ projectId: rowId });

export const NewLabel = z.strictObject({ projectId: rowId, name: labelName, color: labelColor.default("gray") });

export const LabelChange = z.strictObject({ id: rowId, name: labelName.optional(), color: labelColor.optional() });
