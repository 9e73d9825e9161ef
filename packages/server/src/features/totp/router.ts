import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { confirmSignIn } from "../sessions/confirm-sign-in.ts";
import { SignedIn } from "../sessions/outputs.ts";
import { proveMe } from "../sessions/prove-me.ts";
import { disableTotp, totpStatus } from "./disable.ts";
import { confirmTotp, enrolTotp } from "./enrol.ts";
import { TotpCode, TotpProof, TotpSignIn } from "./inputs.ts";
import { ConfirmedTotp, TotpEnrolment, TotpStatus } from "./outputs.ts";
import { useTotpCode } from "./use-code.ts";

export const totpRouter = t.router({
  status: person.query
    .input(nothing)
    .output(TotpStatus)
    .query(({ ctx }) => totpStatus(ctx)),
  enrol: sensitive.mutation
    .input(nothing)
    .output(TotpEnrolment)
    .mutation(({ ctx }) => enrolTotp(ctx)),
  confirm: sensitive.mutation
    .weight(10)
    .input(TotpCode)
    .output(ConfirmedTotp)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input.code)),
  disable: sensitive.mutation
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => disableTotp(ctx)),
  confirmSignIn: entrance.action
    .weight(50)
    .input(TotpSignIn)
    .output(SignedIn)
    .mutation(({ ctx, input: { code, ...input } }) =>
      confirmSignIn(ctx, { ...input, by: "totp", fits: (tx, userId) => useTotpCode(tx, userId, code) }),
    ),
  prove: person.action
    .weight(50)
    .input(TotpProof)
    .output(SignedIn)
    .mutation(({ ctx, input: { code, as } }) =>
      proveMe(ctx, { as, by: "code", fits: () => ctx.write((tx) => useTotpCode(tx, ctx.actor.userId, code)) }),
    ),
});
