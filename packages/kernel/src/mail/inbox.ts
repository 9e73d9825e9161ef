import { checkMail, type Mail, type Mailer, messageId, type Sender } from "./mailer.ts";

const KEPT = 200;

/** A mail as its receiver would have got it. */
export interface ReceivedMail extends Mail {
  at: Date;
  /** Names and values, in the order they are shown. */
  headers: readonly (readonly [string, string])[];
}

/** Takes all mail and sends none: whoever develops reads it at `/dev/mail`. Holds the last 200, in memory. */
export class Inbox implements Mailer {
  #received: ReceivedMail[] = [];

  constructor(readonly from: Sender = { name: "Plinth", address: "plinth@localhost" }) {}

  /** What came, the newest first. */
  get received(): readonly ReceivedMail[] {
    return this.#received;
  }

  async send(mail: Mail): Promise<void> {
    checkMail(mail);
    // One that comes again is the same.
    const others = this.#received.filter(({ id }) => id !== mail.id);
    this.#received = [asReceived(mail, this.from, new Date()), ...others].slice(0, KEPT);
  }

  close(): void {}
}

/** The mail with the headers it would be sent with. */
export function asReceived(mail: Mail, from: Sender, at: Date): ReceivedMail {
  const headers: [string, string][] = [
    ["From", from.name ? `${from.name} <${from.address}>` : from.address],
    ["To", mail.to],
    ["Subject", mail.subject],
    ["Date", at.toUTCString()],
    ["Message-ID", messageId(mail, from)],
    ...(mail.unsubscribeUrl ? [["List-Unsubscribe", `<${mail.unsubscribeUrl}>`] as [string, string]] : []),
  ];
  return { ...mail, at, headers };
}
