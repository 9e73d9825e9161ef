import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { confirmSignIn } from "../sessions/confirm-sign-in.ts";
import { SignedIn } from "../sessions/outputs.ts";
import { RecoverySignIn } from "./inputs.ts";
import { NewRecoveryCodes, RecoveryStatus } from "./outputs.ts";
import { recoveryCodesLeft, renewRecoveryCodes, useRecoveryCode } from "./recovery-codes.ts";

export const recoveryCodesRouter = t.router({
  status: person.query
    .input(nothing)
    .output(RecoveryStatus)
    .query(async ({ ctx }) => ({ left: await recoveryCodesLeft(ctx) })),
  renew: sensitive.mutation
    .input(nothing)
    .output(NewRecoveryCodes)
    .mutation(async ({ ctx }) => ({ recoveryCodes: await renewRecoveryCodes(ctx) })),
  confirmSignIn: entrance.action
    .weight(50)
    .input(RecoverySignIn)
    .output(SignedIn)
    .mutation(({ ctx, input: { code, ...input } }) =>
      confirmSignIn(ctx, { ...input, by: "recovery", fits: (tx, userId) => useRecoveryCode(tx, userId, code) }),
    ),
});
