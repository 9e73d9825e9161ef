import { z } from "zod";
import { emailAddress, linkToken, newPassword } from "../../fields.ts";

export const ForgottenPassword = z.strictObject({ email: emailAddress });

export const PasswordReset = z.strictObject({ token: linkToken, password: newPassword });
