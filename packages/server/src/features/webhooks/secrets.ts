import { createHmac, randomBytes } from "node:crypto";
import { seal, unseal } from "@plinth/kernel";
import type { Webhook } from "./table.ts";

// As https://www.standardwebhooks.com has it, so that receivers can use the libraries there are.
const PREFIX = "whsec_";
/** What secrets are sealed for. */
export const PURPOSE = "webhook secret";

/** A secret that cannot be guessed, as its receiver is given it. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(32).toString("base64")}`;
}

/** A secret as it is kept. */
export function sealSecret(secret: string): string {
  return seal(PURPOSE, secret);
}

type Keys = Pick<Webhook, "secret" | "previousSecret" | "previousUntil">;

/**
 * What a delivery is sent under: its id, when, and the proof that it is from here, one for each secret that still counts.
 *
 * @example signedHeaders(webhook, { id: delivery.id, body: delivery.body }, ctx.now)
 */
export function signedHeaders(keys: Keys, message: { id: string; body: string }, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secretsAt(keys, now).map((secret) => `v1,${hmac(secret, signed)}`);
  return {
    "content-type": "application/json",
    "user-agent": "Plinth-Webhooks/1",
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

function secretsAt({ secret, previousSecret, previousUntil }: Keys, now: Date): string[] {
  const sealed = previousSecret && previousUntil && previousUntil > now ? [secret, previousSecret] : [secret];
  return sealed.map((each) => unseal(PURPOSE, each));
}

function hmac(secret: string, text: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return createHmac("sha256", key).update(text).digest("base64");
}
