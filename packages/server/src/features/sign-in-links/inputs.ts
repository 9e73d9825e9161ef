import { z } from "zod";
import { emailAddress, linkToken, mailedCode } from "../../fields.ts";

export const AskedLink = z.strictObject({ email: emailAddress });

/** The browser's ticket and the code of the mail; a link has both. */
export const UsedLink = z.strictObject({ ticket: linkToken, code: mailedCode });
