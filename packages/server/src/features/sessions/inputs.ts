import { z } from "zod";
import { emailAddress, givenPassword, linkToken, mailedCode, newPassword } from "../../fields.ts";

/** `cookie` for browsers; `token` returns the token once, for programs that send `Authorization: Bearer`. */
export const asCookieOrToken = z.enum(["cookie", "token"]).default("cookie");

export const SignIn = z.strictObject({ email: emailAddress, password: givenPassword, as: asCookieOrToken });

/** Proves anew that it is them. */
export const PasswordProof = z.strictObject({ password: givenPassword, as: asCookieOrToken });

/** The same by a mailed code. */
export const MailProof = z.strictObject({ ticket: linkToken, code: mailedCode, as: SignIn.shape.as });

export const SessionId = z.strictObject({ id: z.string().length(64) });

export const PasswordChange = z.strictObject({ current: givenPassword, next: newPassword });
