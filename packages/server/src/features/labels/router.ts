import { query, t } from "@plinth/kernel";
import { z } from "zod";
import { LabelsOf } from "./inputs.ts";
import { labelResource } from "./label-resource.ts";
import { listLabels } from "./list-labels.ts";
import { LabelView } from "./outputs.ts";

const { create, update, delete: remove } = labelResource.procedures;

export const labelsRouter = t.router({
  // Whole, because a project has few and whoever picks one wants to see all.
  list: query
    .input(LabelsOf)
    .output(z.array(LabelView))
    .query(({ ctx, input }) => listLabels(ctx, input.projectId)),
  ...{ create, update, delete: remove },
});
