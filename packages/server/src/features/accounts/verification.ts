import { first } from "@plinth/database";
import type { Actor, MutationContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { emailAddress, rowId } from "../../fields.ts";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { mailTemplate } from "../../mail/template.ts";
import { issueToken, tokenKind, voidTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { type User, users } from "./table.ts";

const DAY_MS = 86_400_000;

/** Shows that mail to an address reaches the person who gave it. */
export const verificationToken = tokenKind({
  name: "e-mail verification",
  lifeMs: DAY_MS,
  data: z.strictObject({ email: emailAddress }),
});

/** Asks somebody to confirm their address. Not sent once they have, or have another one. */
export const verificationMail = mailTemplate({
  name: "verification",
  props: z.strictObject({ token: z.string(), userId: rowId, email: z.string() }),
  sample: {
    token: "A-token-that-opens-nothing",
    userId: "019c0000-0000-7000-8000-000000000000",
    email: "ada@example.com",
  },
  write: ({ token, email }, home) => ({
    subject: "Confirm your e-mail address",
    preview: "One click, and we know that mail reaches you.",
    blocks: [
      heading("Confirm your e-mail address"),
      paragraph(`An account at Plinth was made for ${email}. Confirm that it is yours.`),
      button("Confirm the address", `${home}/verify-email#${token}`),
      paragraph("The link works once, within a day, for whoever is signed in to that account."),
    ],
    reason: "You get this because somebody entered your address. If that was not you, you need not do anything.",
  }),
  async isWanted({ db }, { userId, email }) {
    const isOpen = and(eq(users.id, userId), eq(users.email, email), isNull(users.emailVerifiedAt));
    return !!(await first(db.select({ id: users.id }).from(users).where(isOpen)));
  },
});

/** Mails somebody the link by which they confirm their address, in place of earlier ones. */
export async function sendVerification(
  ctx: MutationContext<Actor>,
  { id: userId, email }: Pick<User, "id" | "email">,
): Promise<void> {
  await voidTokens(ctx, verificationToken, userId);
  const token = await issueToken(ctx, verificationToken, { userId, data: { email } });
  await sendMail(ctx, verificationMail, { to: { address: email }, props: { token, userId, email } });
}
