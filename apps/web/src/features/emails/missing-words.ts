import type { RouterOutputs } from "@plinth/client";

type Missing = RouterOutputs["emails"]["confirm"]["missing"];

/** Which mail somebody still has to open before their address changes. */
export function missingWords(missing: Missing, email: string): string {
  const mails = missing.map((side) => (side === "new" ? `the one to ${email}` : "the one to your present address"));
  return `Still to be confirmed: ${mails.join(" and ")}. Open the link in ${mails.length > 1 ? "both mails" : "that mail"}.`;
}
