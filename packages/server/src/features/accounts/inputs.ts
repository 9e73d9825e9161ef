import { z } from "zod";
import { emailAddress, line, linkToken, newPassword } from "../../fields.ts";

export const personName = line(80);

export const NewAccount = z.strictObject({ name: personName, email: emailAddress, password: newPassword });

export const FirstAccount = NewAccount.extend({ token: linkToken });

export const NameChange = z.strictObject({ name: personName });
