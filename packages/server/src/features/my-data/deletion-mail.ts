import { first } from "@plinth/database";
import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { users } from "../accounts/table.ts";

/** That an account is going to be deleted, and how to keep it. */
export const deletionMail = mailTemplate({
  name: "accountDeletion",
  props: z.strictObject({ userId: rowId, dueAt: z.iso.datetime() }),
  sample: { userId: "019c0000-0000-7000-8000-000000000000", dueAt: "2026-12-07T12:00:00.000Z" },
  write({ dueAt }, home) {
    const day = dueAt.slice(0, 10);
    return {
      subject: "Your account will be deleted",
      preview: `On ${day}. Until then you can keep it.`,
      blocks: [
        heading("Your account will be deleted"),
        paragraph(`You asked for it. You were signed out everywhere, and on ${day} the account is deleted for good.`),
        paragraph(
          "If you change your mind, or it was not you: sign in before that day and choose to keep the account.",
        ),
        button("Keep my account", `${home}/account/data`),
      ],
      reason: "You get this because somebody signed in as you asked to delete the account.",
    };
  },
  async isWanted({ db }, { userId }) {
    const isLeaving = and(eq(users.id, userId), isNotNull(users.deletionDueAt));
    return !!(await first(db.select({ id: users.id }).from(users).where(isLeaving)));
  },
});
