import { z } from "zod";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";

/** That an export can be fetched. What is in it is not in the mail. */
export const exportMail = mailTemplate({
  name: "exportReady",
  props: z.strictObject({ validDays: z.number() }),
  sample: { validDays: 7 },
  write: ({ validDays }, home) => ({
    subject: "Your data is ready",
    preview: `You can download it for ${validDays} days.`,
    blocks: [
      heading("Your data is ready"),
      paragraph(`You asked for everything about you. You can download it for ${validDays} days, signed in.`),
      button("Download my data", `${home}/account/data`),
      paragraph("If it was not you who asked, change your password and end your other sessions."),
    ],
    reason: "You get this because somebody signed in as you asked for your data.",
  }),
});
