import { mutation, nothing, open, query, t } from "@plinth/kernel";
import { findMe, needsSetUp, renameMe, setUp, signUp } from "./accounts.ts";
import { FirstAccount, NameChange, NewAccount } from "./inputs.ts";
import { AccountId, Installation, Me } from "./outputs.ts";

export const accountsRouter = t.router({
  me: query
    .input(nothing)
    .output(Me)
    .query(({ ctx }) => findMe(ctx)),
  installation: open.query
    .input(nothing)
    .output(Installation)
    .query(async ({ ctx }) => ({ needsSetUp: await needsSetUp(ctx) })),
  setUp: open.action
    .weight(50)
    .input(FirstAccount)
    .output(AccountId)
    .mutation(({ ctx, input }) => setUp(ctx, input)),
  signUp: open.action
    .weight(50)
    .input(NewAccount)
    .output(AccountId)
    .mutation(({ ctx, input }) => signUp(ctx, input)),
  rename: mutation
    .input(NameChange)
    .output(AccountId)
    .mutation(({ ctx, input }) => renameMe(ctx, input)),
});
