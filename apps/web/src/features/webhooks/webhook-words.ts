import { plainWords } from "../activity/plain-words.ts";

const words: Record<string, string> = {
  "webhook.created": "added",
  "webhook.changed": "changed",
  "webhook.secret_rotated": "replaced the secret of",
  "webhook.disabled": "disabled",
  "webhook.enabled": "enabled",
  "webhook.deleted": "deleted",
  "webhook.tested": "sent a test to",
  "webhook.redelivered": "sent again to",
};

/** What somebody did with an endpoint, as it follows after their name: "disabled the webhook to example.com". */
export function webhookWords(name: string, { host, why }: Record<string, unknown>): string {
  const known = words[name];
  if (!known) return plainWords(name);
  const deed = `${known} the webhook to ${host ?? "somewhere"}`;
  return typeof why === "string" ? `${deed}. ${why}` : deed;
}
