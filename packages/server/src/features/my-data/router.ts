import { nothing, person, sensitive, t } from "@plinth/kernel";
import { deleteAccount, keepAccount } from "./delete-account.ts";
import { fetchPart } from "./fetch-part.ts";
import { PartWanted } from "./inputs.ts";
import { DeletionDue, ExportId, ExportPart, MyDataState } from "./outputs.ts";
import { showState } from "./show-state.ts";
import { startExport } from "./start-export.ts";

export const myDataRouter = t.router({
  state: person.query
    .input(nothing)
    .output(MyDataState)
    .query(({ ctx }) => showState(ctx)),
  export: sensitive.mutation
    .weight(50)
    .input(nothing)
    .output(ExportId)
    .mutation(({ ctx }) => startExport(ctx)),
  part: sensitive.query
    .input(PartWanted)
    .output(ExportPart)
    .query(({ ctx, input }) => fetchPart(ctx, input)),
  deleteAccount: sensitive.mutation
    .input(nothing)
    .output(DeletionDue)
    .mutation(({ ctx }) => deleteAccount(ctx)),
  keepAccount: person.mutation
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => keepAccount(ctx)),
});
