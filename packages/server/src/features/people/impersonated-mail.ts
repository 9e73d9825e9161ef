import { z } from "zod";
import { button, heading, oneLine, paragraph, utc } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";

/** That an operator signed in as somebody, to that person. */
export const impersonatedMail = mailTemplate({
  name: "impersonated",
  props: z.strictObject({ operator: z.string(), reason: z.string(), at: z.iso.datetime() }),
  sample: { operator: "Grace Hopper", reason: "You asked why a task is missing", at: "2026-11-23T12:00:00.000Z" },
  write({ reason, at, ...by }, home) {
    const operator = oneLine(by.operator);
    return {
      subject: `${operator} signed in as you`,
      preview: "An operator of this installation signed in to your account.",
      blocks: [
        heading("An operator signed in as you"),
        paragraph(`${operator}, who runs this installation, signed in to your account on ${utc(at)}.`),
        paragraph(`The reason they gave: ${oneLine(reason)}`),
        paragraph(
          "They can see and do there what you can, for an hour at most, but cannot change your password or anything else of how you sign in. " +
            "All they do is recorded under their name as well as yours.",
        ),
        button("See where you are signed in", `${home}/account/security`),
      ],
      reason: "You get this because it is your account.",
    };
  },
});
