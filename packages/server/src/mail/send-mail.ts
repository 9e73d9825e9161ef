import { type Actor, enqueue, type JobKind, type MutationContext, seal } from "@plinth/kernel";
import { z } from "zod";
import { emailAddress, rowId } from "../fields.ts";
import type { MailTemplate } from "./template.ts";

/** Whom a mail goes to: a person, at the address they have when it is sent, or an address that need not be anybody's yet. */
export const MailReceiver = z.union([z.strictObject({ userId: rowId }), z.strictObject({ address: emailAddress })]);

/** A mail that waits. `sealed` holds its props, which may let somebody in, as `sealing` says. */
export const WaitingMail = z.strictObject({ to: MailReceiver, template: z.string(), sealed: z.string() });

// A server that takes no mail for long is no reason to fill the disk.
const MOST_WAITING = 50_000;

export const mailJob: JobKind<typeof WaitingMail> = {
  name: "sendMail",
  schema: WaitingMail,
  queue: "mail",
  mostWaiting: MOST_WAITING,
};

/** What the props of mail are sealed for. */
export const SEALED_FOR = "props of a mail";

/**
 * Has a mail sent once this transaction has committed. It is written when it is sent; until then its props wait, sealed.
 *
 * @returns the id of the job that sends it
 * @throws Failure TOO_MANY_REQUESTS when more mail waits than is kept
 * @throws ZodError when the props do not fit the template, or the receiver is none
 * @example await sendMail(ctx, invitationMail, { to: { address: invite.email }, props: { … } });
 */
export async function sendMail<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  template: MailTemplate<S>,
  { to, props, delayMs, unique }: NewMail<S>,
): Promise<string> {
  template.props.parse(props);
  const sealed = seal(SEALED_FOR, JSON.stringify(props));
  const options = { ...(delayMs && { delayMs }), ...(unique && { unique: `${template.name} ${unique}` }) };
  return enqueue(ctx, mailJob, { to, template: template.name, sealed }, options);
}

interface NewMail<S extends z.ZodType> {
  to: z.input<typeof MailReceiver>;
  props: z.input<S>;
  /** Not before so many milliseconds have passed. */
  delayMs?: number;
  /** While a mail of this kind with this key waits, it is that one. */
  unique?: string;
}
