import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { LabelChange, LabelId, LabelsOf, NewLabel } from "./inputs.ts";
import { createLabel, deleteLabel, listLabels, updateLabel } from "./labels.ts";
import { LabelView } from "./outputs.ts";

export const labelsRouter = t.router({
  list: query
    .input(LabelsOf)
    .output(z.array(LabelView))
    .query(({ ctx, input }) => listLabels(ctx, input.projectId)),
  create: mutation
    .input(NewLabel)
    .output(LabelView)
    .mutation(({ ctx, input }) => createLabel(ctx, input)),
  update: mutation
    .input(LabelChange)
    .output(LabelView)
    .mutation(({ ctx, input }) => updateLabel(ctx, input)),
  delete: mutation
    .input(LabelId)
    .output(nothing)
    .mutation(({ ctx, input }) => deleteLabel(ctx, input.id)),
});
