import { z } from "zod";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { spelledCode } from "../../one-time-tokens/code.ts";

/** The code by which somebody proves anew that it is them. */
export const proofMail = mailTemplate({
  name: "proof",
  props: z.strictObject({ code: z.string() }),
  sample: { code: "ABCDEFGH" },
  write({ code }, home) {
    const spelled = spelledCode(code);
    return {
      subject: `${spelled} confirms that it is you`,
      preview: "Type this code where you were asked for it.",
      blocks: [
        heading(spelled),
        paragraph("Type this code where you were asked to confirm that it is you. It works once, within 10 minutes."),
        paragraph("Nobody of ours will ever ask you for it. If it is not you who asked, see who is signed in as you:"),
        button("Look at my sessions", `${home}/account/security`),
      ],
      reason: "You get this because somebody who is signed in as you is about to change who can get into your account.",
    };
  },
});
