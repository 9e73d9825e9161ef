import { mutation, query, t } from "@plinth/kernel";
import { z } from "zod";
import { addRows } from "./add-rows.ts";
import { finishImport } from "./finish-import.ts";
import { ImportEnd, ImportRows, ImportsOf, NewImport } from "./inputs.ts";
import { listImports } from "./list-imports.ts";
import { BatchResult, ImportView } from "./outputs.ts";
import { startImport } from "./start-import.ts";

export const importsRouter = t.router({
  list: query
    .input(ImportsOf)
    .output(z.array(ImportView))
    .query(({ ctx, input }) => listImports(ctx, input.projectId)),
  start: mutation
    .input(NewImport)
    .output(ImportView)
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  addRows: mutation
    .input(ImportRows)
    .output(BatchResult)
    .mutation(({ ctx, input }) => addRows(ctx, input)),
  finish: mutation
    .input(ImportEnd)
    .output(ImportView)
    .mutation(({ ctx, input }) => finishImport(ctx, input)),
});
