import { z } from "zod";
import { emailAddress, linkToken } from "../../fields.ts";

export const NewAddress = z.strictObject({ email: emailAddress });

/** What the link of a mail holds. */
export const MailedToken = z.strictObject({ token: linkToken });
