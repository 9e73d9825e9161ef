import type { Actor, MutationContext } from "@plinth/kernel";
import { z } from "zod";
import { button, heading, oneLine, paragraph, utc } from "../../mail/letter.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { mailTemplate } from "../../mail/template.ts";

/** That something changed about how somebody gets into their account. */
export const securityMail = mailTemplate({
  name: "security",
  props: z.strictObject({ change: z.string(), at: z.string() }),
  sample: { change: "A sign-in from a new device: Firefox on Linux, 192.0.2.7", at: "2026-11-23T09:30:00.000Z" },
  write({ change, at }, home) {
    const words = oneLine(change);
    return {
      subject: words,
      preview: "If this was not you, act now.",
      blocks: [
        heading(words),
        paragraph(`This happened on ${utc(at)}. If it was you, there is nothing to do.`),
        paragraph(
          "If it was not you, somebody else gets into your account. Choose a new password: that signs everybody out. Then look at your sessions, and at whatever else you sign in with.",
        ),
        button("Choose a new password", `${home}/forgot-password`),
      ],
      reason: "You get this because it concerns who can get into your account. Such mail cannot be turned off.",
    };
  },
});

/**
 * Tells a person by mail that something changed about how they get into their account, with what to do if it was not them. In the transaction of
 * the change itself.
 *
 * @param change - as a sentence without its end; it becomes the subject, so it holds no secret
 * @example await tellOfChange(tx, userId, "Your password was changed");
 */
export async function tellOfChange(ctx: MutationContext<Actor>, userId: string, change: string): Promise<void> {
  await sendMail(ctx, securityMail, { to: { userId }, props: { change, at: ctx.now.toISOString() } });
}
