import { entrance, nothing, person, t } from "@plinth/kernel";
import { getMe, needsSetUp, renameMe, setUp, signUp } from "./accounts.ts";
import { FirstAccount, NameChange, NewAccount } from "./inputs.ts";
import { AccountId, Installation, Me, SignedUp } from "./outputs.ts";
import { isMailSent } from "./verification-switch.ts";

export const accountsRouter = t.router({
  me: person.query
    .input(nothing)
    .output(Me)
    .query(({ ctx }) => getMe(ctx)),
  installation: entrance.query
    .input(nothing)
    .output(Installation)
    .query(async ({ ctx }) => ({ needsSetUp: await needsSetUp(ctx), sendsMail: isMailSent() })),
  setUp: entrance.action
    .weight(50)
    .input(FirstAccount)
    .output(AccountId)
    .mutation(({ ctx, input }) => setUp(ctx, input)),
  signUp: entrance.action
    .weight(50)
    .input(NewAccount)
    .output(SignedUp)
    .mutation(({ ctx, input }) => signUp(ctx, input)),
  rename: person.mutation
    .input(NameChange)
    .output(AccountId)
    .mutation(({ ctx, input }) => renameMe(ctx, input)),
});
