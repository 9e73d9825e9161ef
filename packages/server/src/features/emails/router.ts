import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { cancelChange, changeAddress } from "./change-address.ts";
import { confirmChange, pendingChange } from "./confirm-change.ts";
import { MailedToken, NewAddress } from "./inputs.ts";
import { ConfirmedChange, PendingChange, RestoredAddress } from "./outputs.ts";
import { undoChange } from "./undo-change.ts";
import { resendVerification, verifyAddress } from "./verify-address.ts";

export const emailsRouter = t.router({
  resend: person.action
    .weight(20)
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => resendVerification(ctx)),
  verify: person.action
    .input(MailedToken)
    .output(nothing)
    .mutation(({ ctx, input }) => verifyAddress(ctx, input.token)),
  change: sensitive.action
    .weight(20)
    .input(NewAddress)
    .output(nothing)
    .mutation(({ ctx, input }) => changeAddress(ctx, input)),
  pending: person.query
    .input(nothing)
    .output(PendingChange)
    .query(({ ctx }) => pendingChange(ctx)),
  cancel: person.mutation
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => cancelChange(ctx)),
  confirm: person.action
    .input(MailedToken)
    .output(ConfirmedChange)
    .mutation(({ ctx, input }) => confirmChange(ctx, input.token)),
  undo: entrance.action
    .weight(20)
    .input(MailedToken)
    .output(RestoredAddress)
    .mutation(({ ctx, input }) => undoChange(ctx, input.token)),
});
