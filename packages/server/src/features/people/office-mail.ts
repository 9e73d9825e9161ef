import { z } from "zod";
import { button, heading, oneLine, paragraph, utc } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";

const words = {
  made: {
    subject: "You were made an operator",
    preview: "You look after this installation now.",
    means: "You can look after everybody's account, sign in as others, and see what the installation does.",
  },
  unmade: {
    subject: "You are no operator any more",
    preview: "Your own account stays as it is.",
    means: "You do not look after other people's accounts any more. Your own stays as it is.",
  },
  restored: {
    subject: "Your account is no longer suspended",
    preview: "You can sign in again.",
    means: "You can sign in again, and the keys, webhooks and invites that you have made count again.",
  },
};

/** What an operator changed about what somebody may, to that person. Whoever is suspended gets no mail: they are told when they sign in. */
export const officeMail = mailTemplate({
  name: "office",
  props: z.strictObject({ what: z.enum(["made", "unmade", "restored"]), operator: z.string(), at: z.iso.datetime() }),
  sample: { what: "made" as const, operator: "Grace Hopper", at: "2026-11-23T12:00:00.000Z" },
  write({ what, at, ...by }, home) {
    const { subject, preview, means } = words[what];
    return {
      subject,
      preview,
      blocks: [
        heading(subject),
        paragraph(`${oneLine(by.operator)} changed that on ${utc(at)}.`),
        paragraph(means),
        paragraph("If you did not expect it, ask them."),
        button("Open Plinth", `${home}/account`),
      ],
      reason: "You get this because it concerns what your account may do. Such mail cannot be turned off.",
    };
  },
});
