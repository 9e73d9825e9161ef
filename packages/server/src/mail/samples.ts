import { asReceived, type Inbox, type MailSamples } from "@plinth/kernel";
import type { AnyMailTemplate } from "./template.ts";
import { mailTemplates } from "./templates.ts";
import { writeLetter } from "./write-letter.ts";

/** Every kind of mail, written with made-up content. */
export function mailSamples(
  { from }: Inbox,
  home: string,
  templates: readonly AnyMailTemplate[] = mailTemplates,
): MailSamples {
  return () =>
    Promise.all(
      templates.map(async ({ name, sample, write }) => {
        // Safe because a sample is what its template takes.
        const written = await writeLetter(write(sample as never, home));
        return asReceived({ id: `sample-${name}`, to: "ada@example.com", ...written }, from, new Date());
      }),
    );
}
