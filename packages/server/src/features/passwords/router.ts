import { entrance, nothing, t } from "@plinth/kernel";
import { forgotPassword } from "./forgot-password.ts";
import { ForgottenPassword, PasswordReset } from "./inputs.ts";
import { resetPassword } from "./reset-password.ts";

export const passwordsRouter = t.router({
  forgot: entrance.action
    .weight(20)
    .input(ForgottenPassword)
    .output(nothing)
    .mutation(({ ctx, input }) => forgotPassword(ctx, input)),
  reset: entrance.action
    .weight(50)
    .input(PasswordReset)
    .output(nothing)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
});
