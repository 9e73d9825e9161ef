import type { Logger } from "pino";
import { checkMail, type Mailer } from "./mailer.ts";

/** Sends nothing, for an installation that was not told how to. Says so once, when it is made. */
export function noMailer(log: Logger): Mailer {
  log.warn("mail is not sent: set PLINTH_SMTP_URL and PLINTH_MAIL_FROM to have it sent");
  return { send: async (mail) => checkMail(mail), close: () => {} };
}
