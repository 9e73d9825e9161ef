import type { Inbox, ReceivedMail } from "@plinth/kernel";
import { expect } from "vitest";
import { HOME } from "./mailing.ts";

const patient = { timeout: 60_000, interval: 20 };

interface Wanted {
  to: string;
  subject: RegExp;
}

/** A mail to an address whose subject says this, once it has come. */
export function letterTo(inbox: Inbox, to: string, subject: RegExp): Promise<ReceivedMail> {
  return letterAfter(inbox, { to, subject }, async () => {}, new Set());
}

/** The one that comes of what `act` does, not one from before. */
export async function letterAfter(
  inbox: Inbox,
  { to, subject }: Wanted,
  act: () => Promise<unknown>,
  known: ReadonlySet<string> = new Set(inbox.received.map(({ id }) => id)),
): Promise<ReceivedMail> {
  await act();
  const found = () =>
    inbox.received.find((mail) => !known.has(mail.id) && mail.to === to && subject.test(mail.subject));
  await expect.poll(found, patient).toBeDefined();
  return found() ?? expect.unreachable();
}

/** What stands behind the `#` of the link to a page. */
export function fragmentOf({ text }: ReceivedMail, page: string): string {
  const [, fragment] = new RegExp(`${HOME}/${page}#(\\S+)`).exec(text) ?? [];
  return fragment ?? expect.unreachable(`no link to ${page} in ${text}`);
}

/** The same of a link that signs in: what the browser has, and what the mail brings. */
export function entryOf(mail: ReceivedMail): { ticket: string; code: string } {
  const [ticket = "", code = ""] = fragmentOf(mail, "sign-in-link").split(".");
  return { ticket, code };
}
