import { first, type Read } from "@plinth/database";
import { type ActionContext, type Actor, addressKey } from "@plinth/kernel";
import { and, eq, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { takeAttempt } from "../../attempts/attempts.ts";
import { emailAddress } from "../../fields.ts";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { type MailTemplate, mailTemplate } from "../../mail/template.ts";
import { newCode, spelledCode } from "../../one-time-tokens/code.ts";
import { issueToken, tokenKind } from "../../one-time-tokens/one-time-tokens.ts";
import { browserToken } from "../devices/devices.ts";
import { users } from "./table.ts";

const MINUTE_MS = 60_000;

/**
 * Lets somebody in who gets mail at an address, in the browser where it was asked for. The browser holds the token, the mail brings the code: its
 * link is nothing but both of them.
 */
export const entryToken = tokenKind({
  name: "mailed entry",
  lifeMs: 15 * MINUTE_MS,
  data: z.strictObject({
    email: emailAddress,
    code: z.string(),
    /** What the account is to be made of that does not exist yet. */
    newAccount: z.strictObject({ name: z.string(), hash: z.string() }).nullable(),
  }),
});

const EntryProps = z.strictObject({ email: z.string(), ticket: z.string(), code: z.string() });
const sample = { email: "ada@example.com", ticket: "A-ticket-that-opens-nothing", code: "ABCDEFGH" };
const linkOf = ({ ticket, code }: z.output<typeof EntryProps>, home: string) =>
  `${home}/sign-in-link#${ticket}.${code}`;

/** Whether an address is somebody's who may sign in. */
async function isSomebodys(db: Read, email: string): Promise<boolean> {
  const isTheirs = and(eq(users.email, email), isNull(users.suspendedAt));
  return !!(await first(db.select({ id: users.id }).from(users).where(isTheirs)));
}

async function isTaken(db: Read, email: string, before?: Date): Promise<boolean> {
  const isTheirs = and(eq(users.email, email), before && lte(users.createdAt, before));
  return !!(await first(db.select({ id: users.id }).from(users).where(isTheirs)));
}

/** Lets somebody sign in without a password. Not sent where nobody has an account. */
export const signInMail = mailTemplate({
  name: "signInLink",
  props: EntryProps,
  sample,
  write: (props, home) => ({
    subject: `${spelledCode(props.code)} signs you in`,
    preview: "Open the link where you asked for it, or type the code there.",
    blocks: [
      heading(spelledCode(props.code)),
      paragraph("Type this code where you asked for it. In the same browser the link does it too:"),
      button("Sign in", linkOf(props, home)),
      paragraph("Both work once, within 15 minutes. Do not pass them on: nobody of ours will ever ask for them."),
    ],
    reason:
      "You get this because somebody entered your address to sign in. If that was not you, you need not do anything.",
  }),
  isWanted: ({ db }, { email }) => isSomebodys(db, email),
});

/** Lets somebody finish their sign-up. Not sent where there is an account already. */
export const signUpMail = mailTemplate({
  name: "signUpLink",
  props: EntryProps,
  sample,
  write: (props, home) => ({
    subject: `${spelledCode(props.code)} finishes your account`,
    preview: "Open the link where you signed up, or type the code there.",
    blocks: [
      heading(spelledCode(props.code)),
      paragraph(`Type this code where you signed up with ${props.email}. In the same browser the link does it too:`),
      button("Make the account", linkOf(props, home)),
      paragraph("Both work once, within 15 minutes. Until then there is no account."),
    ],
    reason:
      "You get this because somebody entered your address to sign up. If that was not you, you need not do anything.",
  }),
  isWanted: async ({ db }, { email }) => !(await isTaken(db, email)),
});

/** Tells somebody who has an account that their address was used to make another. */
export const takenMail = mailTemplate({
  name: "addressTaken",
  props: z.strictObject({ email: z.string(), at: z.string() }),
  sample: { email: "ada@example.com", at: "2026-11-23T09:30:00.000Z" },
  write: ({ email }, home) => ({
    subject: "Somebody tried to sign up with your address",
    preview: "You have an account already. Nothing was changed.",
    blocks: [
      heading("You have an account already"),
      paragraph(`Somebody tried to make an account for ${email}. Nothing was changed, and they were not told.`),
      paragraph("If that was you, sign in. If you do not remember your password, choose a new one there."),
      button("Sign in", `${home}/sign-in`),
    ],
    reason: "You get this because somebody entered your address. If that was not you, you need not do anything.",
  }),
  // Not to whoever has just made their account with the other mail.
  isWanted: ({ db }, { email, at }) => isTaken(db, email, new Date(at)),
});

interface Entry {
  email: string;
  /** Whose the address is, if it is anybody's. */
  userId?: string | undefined;
  newAccount: { name: string; hash: string } | null;
  mail: MailTemplate<typeof EntryProps>;
}

/**
 * Mails a link and a code by which somebody gets in. Whoever has the address, and whether anybody has, is looked up when the mail is sent.
 *
 * @returns the ticket that goes with the code
 * @throws Failure TOO_MANY_REQUESTS
 */
export async function mailEntry(
  ctx: ActionContext<Actor>,
  { email, userId, newAccount, mail }: Entry,
): Promise<{ ticket: string }> {
  const browser = browserToken(ctx);
  await takeMailAttempt(ctx, email);
  return ctx.write(async (tx) => {
    const code = newCode();
    const ticket = await issueToken(tx, entryToken, {
      data: { email, code, newAccount },
      browser,
      ...(userId && { userId }),
    });
    await sendMail(tx, mail, { to: { address: email }, props: { email, ticket, code } });
    return { ticket };
  });
}

/** Counts mail that somebody who is not signed in has sent to an address, so that nobody's mailbox is flooded. */
export function takeMailAttempt(ctx: ActionContext<Actor>, email: string): Promise<void> {
  const asked = [
    { what: `mail to ${email}`, free: 4, firstWaitMs: MINUTE_MS },
    { what: `mail asked from ${addressKey(ctx.client.address)}`, free: 60 },
  ];
  return ctx.write((tx) => takeAttempt(tx, asked));
}
