import { Inbox, type Logger, type Mailer, noMailer, type SmtpOptions, smtpMailer } from "@plinth/kernel";

/** Where mail goes: to an SMTP server, to the development inbox, or, left out, nowhere. */
export type MailOptions = Pick<SmtpOptions, "url" | "from"> | "inbox";

/** The mailer of a process. */
export function appMailer(options: MailOptions | undefined, log: Logger): Mailer {
  if (options === "inbox") return new Inbox();
  return options ? smtpMailer(options) : noMailer(log);
}
