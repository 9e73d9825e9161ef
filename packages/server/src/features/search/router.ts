import { query, t } from "@plinth/kernel";
import { z } from "zod";
import { SearchText } from "./inputs.ts";
import { SearchHit } from "./outputs.ts";
import { searchWorkspace } from "./search-workspace.ts";

export const searchRouter = t.router({
  inWorkspace: query
    .input(SearchText)
    .output(z.array(SearchHit))
    .query(({ ctx, input }) => searchWorkspace(ctx, input)),
});
