import { first } from "@plinth/database";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { users } from "../accounts/table.ts";

/** Lets somebody choose a new password. Not sent where nobody has an account. */
export const resetMail = mailTemplate({
  name: "passwordReset",
  props: z.strictObject({ email: z.string(), token: z.string() }),
  sample: { email: "ada@example.com", token: "A-token-that-opens-nothing" },
  write: ({ token }, home) => ({
    subject: "Choose a new password",
    preview: "The link works once, within 30 minutes.",
    blocks: [
      heading("Choose a new password"),
      paragraph("Somebody asked for a new password for your account. Until you choose one, nothing changes."),
      button("Choose a new password", `${home}/reset-password#${token}`),
      paragraph("The link works once, within 30 minutes. A new password signs you out everywhere."),
    ],
    reason: "You get this because somebody entered your address. If that was not you, you need not do anything.",
  }),
  async isWanted({ db }, { email }) {
    const isTheirs = and(eq(users.email, email), isNull(users.suspendedAt));
    return !!(await first(db.select({ id: users.id }).from(users).where(isTheirs)));
  },
});
