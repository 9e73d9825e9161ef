import type { PayloadOf, TestPayload, WebhookEvent, WebhookPayload } from "@plinth/server";

// What programs need that are told by webhooks; exported as `@plinth/client/webhooks`. Runs wherever there is WebCrypto: Node, Bun, Deno, at
// the edge.

export type { PayloadOf, TestPayload, WebhookEvent, WebhookPayload };

/** A delivery that is not to be believed. The message says why. */
export class WebhookError extends Error {
  override name = "WebhookError";
}

/** The headers of a request, in any of the shapes that servers hand them out. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

export interface VerifyOptions {
  /** How far the sender's clock and this one may be apart, and how long a delivery may have been on its way. Default 5 minutes. */
  toleranceMs?: number;
  /** Default: this moment. */
  now?: Date;
}

/** What a delivery tells, and the id by which it is known when it comes a second time. */
export type Delivery = WebhookPayload & { webhookId: string };

const PREFIX = "whsec_";
const USUAL_TOLERANCE_MS = 5 * 60_000;

/**
 * The event a delivery tells of, once it is sure that it comes from where the secret does, and now.
 *
 * @param body - exactly as it came: parsed and written again it is another one.
 * @param secrets - as they were shown. Several while one is being replaced: any of them will do.
 * @throws WebhookError when a header is missing, no signature fits, or it is too old: answer 400 and do nothing
 * @example
 * const event = await verifyWebhook(await request.text(), request.headers, process.env.PLINTH_WEBHOOK_SECRET);
 * if (event.type === "task.completed") celebrate(event.data.task);
 */
export async function verifyWebhook(
  body: string,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { toleranceMs = USUAL_TOLERANCE_MS, now = new Date() }: VerifyOptions = {},
): Promise<Delivery> {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature");
  requireRecent(timestamp, now, toleranceMs);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const keys = await Promise.all((typeof secrets === "string" ? [secrets] : secrets).map(keyOf));
  if (keys.length === 0) throw new WebhookError("There is no secret to check with.");
  const candidates = signatures.split(" ").flatMap((one) => (one.startsWith("v1,") ? bytesOf(one.slice(3)) : []));
  for (const key of keys) {
    for (const candidate of candidates) {
      // Takes as long whatever the difference.
      if (await crypto.subtle.verify("HMAC", key, candidate, signed)) return { ...parsed(body), webhookId: id };
    }
  }
  throw new WebhookError("No signature fits: the secret is another one, or the body is not as it was sent.");
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : inRecord(headers, name);
  if (typeof value !== "string" || value === "") throw new WebhookError(`The header ${name} is missing.`);
  return value;
}

function inRecord(headers: Record<string, string | string[] | undefined>, wanted: string): unknown {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function requireRecent(timestamp: string, now: Date, toleranceMs: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookError("The header webhook-timestamp is no time.");
  const ageMs = now.getTime() - Number(timestamp) * 1_000;
  if (ageMs > toleranceMs)
    throw new WebhookError("The delivery is too old: it may be somebody's copy of an earlier one.");
  if (ageMs < -toleranceMs) throw new WebhookError("The delivery is from the future: one of the two clocks is wrong.");
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const [bytes] = bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (!bytes?.length) throw new WebhookError("The secret is none: use it as it was shown, whsec_ included.");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

/** The bytes of a text in base64, or nothing when it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer>[] {
  try {
    return [Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))];
  } catch {
    return [];
  }
}

function parsed(body: string): WebhookPayload {
  try {
    // Safe because the sender, who is known by now, keeps to its contract.
    return JSON.parse(body) as WebhookPayload;
  } catch {
    throw new WebhookError("The body is no JSON.");
  }
}
