import type { Mail } from "@plinth/kernel";
import { type Letter, oneLine } from "./letter.ts";
import { letterText } from "./letter-text.ts";

/** The letter as it is sent, with both its parts. What writes HTML is loaded with the first one, so that the server starts without it. */
export async function writeLetter(letter: Letter): Promise<Omit<Mail, "id" | "to">> {
  const { letterHtml } = await import("./letter-html.tsx");
  const { unsubscribeUrl } = letter;
  const written = { ...letter, subject: oneLine(letter.subject), preview: oneLine(letter.preview) };
  return {
    ...{ subject: written.subject, text: letterText(written), html: letterHtml(written) },
    ...(unsubscribeUrl && { unsubscribeUrl }),
  };
}
