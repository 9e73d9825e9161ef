/** One letter to one person. */
export interface Mail {
  /** Names it over all attempts to send it; its `Message-ID` is made of it. Letters, digits and `-`. */
  id: string;
  /** One address, without a name: `ada@example.com`. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** A page where its receiver can have such mail stop. Mail programs offer it as a button. */
  unsubscribeUrl?: string;
}

/** Who a letter comes from. */
export interface Sender {
  name: string;
  address: string;
}

/** Sends mail. There is one a process; `close` lets go of its connections. */
export interface Mailer {
  /**
   * Resolves when somebody else has taken the mail over.
   *
   * @throws MailRefusedError when it will never be taken; any other error may be gone with the next attempt
   */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** This mail will not be taken, however often it is sent. */
export class MailRefusedError extends Error {
  override name = "MailRefusedError";
}

// What one mailbox may look like: nothing that has a meaning in a header or in SMTP, and so no second address either.
const mailbox = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u;
const MOST_ADDRESS = 254;
const MOST_SUBJECT = 300;
const control = /\p{Cc}/u;

/** Whether a text is one address, and no more than that. */
export function isMailbox(text: string): boolean {
  return text.length <= MOST_ADDRESS && mailbox.test(text);
}

/** Lets through only mail whose headers say what they seem to. Every mailer asks it first. @throws MailRefusedError */
export function checkMail({ id, to, subject, unsubscribeUrl }: Mail): void {
  if (!/^[\w-]+$/.test(id)) throw new MailRefusedError("the id of a mail has letters, digits and - only");
  if (!isMailbox(to)) throw new MailRefusedError("its receiver is not one e-mail address");
  if (control.test(subject) || subject.length > MOST_SUBJECT) {
    throw new MailRefusedError(`its subject is not one line of at most ${MOST_SUBJECT} characters`);
  }
  if (unsubscribeUrl !== undefined && !/^https?:\/\/[^\s<>\p{Cc}]+$/u.test(unsubscribeUrl)) {
    throw new MailRefusedError("where to unsubscribe is not a URL");
  }
}

/**
 * Reads who mail comes from.
 *
 * @returns undefined when it is neither `Name <address>` nor an address
 * @example readSender("Tracker <tracker@example.com>") // { name: "Tracker", address: "tracker@example.com" }
 */
export function readSender(text: string): Sender | undefined {
  if (control.test(text)) return undefined;
  const [, quoted, bracketed] = /^\s*([^<>]*?)\s*<\s*([^<>]+?)\s*>\s*$/.exec(text) ?? [];
  const address = bracketed ?? text.trim();
  const name = (quoted ?? "").replace(/^"(.*)"$/, "$1");
  return isMailbox(address) ? { name, address } : undefined;
}

/** The `Message-ID` of a mail: the same in each attempt, so that mail programs show one that came twice once. */
export function messageId({ id }: Mail, { address }: Sender): string {
  return `<${id}@${address.slice(address.lastIndexOf("@") + 1)}>`;
}
