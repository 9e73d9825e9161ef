// Faults: 146, 147.
import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, expectTypeOf, test } from "vitest";
import { verifyWebhook, WebhookError } from "./verify-webhook.ts";

const MINUTE_MS = 60_000;
const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const body = JSON.stringify({ type: "webhook.test", data: { message: "Ä works" } });

/** A delivery as the reference library signs it. */
function signed({ secret = newSecret(), text = body, at = new Date(), id = "msg_1" } = {}) {
  const signature = new Webhook(secret).sign(id, at, text);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": signature,
  };
  return { secret, headers, text };
}

test("what the reference library signs is believed, whatever shape the headers come in", async () => {
  const { secret, headers } = signed();
  const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));

  for (const shape of [headers, shouted, new Headers(headers)]) {
    expect(await verifyWebhook(body, shape, secret)).toEqual({ ...JSON.parse(body), webhookId: "msg_1" });
  }
});

test("the vector of the specification is believed", async () => {
  const headers = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const now = new Date(1_614_265_330_000);

  expect(
    await verifyWebhook('{"test": 2432232314}', headers, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", { now }),
  ).toMatchObject({ test: 2432232314 });
});

test("while a secret is being replaced either will do, on either side", async () => {
  const [before, after] = [signed(), signed()];
  const both = {
    ...before.headers,
    "webhook-signature": `${before.headers["webhook-signature"]} ${after.headers["webhook-signature"]}`,
  };

  for (const secrets of [before.secret, after.secret, [newSecret(), after.secret]]) {
    await expect(verifyWebhook(body, both, secrets)).resolves.toBeDefined();
  }
  await expect(verifyWebhook(body, before.headers, [newSecret(), before.secret])).resolves.toBeDefined();
});

test("a body, an id or a time that was changed is not believed", async () => {
  const { secret, headers } = signed();
  const later = String(Number(headers["webhook-timestamp"]) + 1);

  const attempts = [
    verifyWebhook(`${body} `, headers, secret),
    verifyWebhook(body.replace("Ä", "A"), headers, secret),
    verifyWebhook(body, { ...headers, "webhook-id": "msg_2" }, secret),
    verifyWebhook(body, { ...headers, "webhook-timestamp": later }, secret),
    verifyWebhook(body, headers, newSecret()),
    verifyWebhook(
      body,
      { ...headers, "webhook-signature": headers["webhook-signature"].replace("v1,", "v2,") },
      secret,
    ),
    verifyWebhook(body, { ...headers, "webhook-signature": "v1," }, secret),
    verifyWebhook(body, { ...headers, "webhook-signature": "v1,not base64!" }, secret),
    verifyWebhook(body, { ...headers, "webhook-signature": headers["webhook-signature"].slice(0, -8) }, secret),
  ];

  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes).toEqual(
    attempts.map(() => ({
      status: "rejected",
      reason: expect.objectContaining({ message: expect.stringMatching(/^No signature fits/) }),
    })),
  );
});

test("a copy that comes later than five minutes is not believed, nor what comes from the future", async () => {
  const { secret, headers } = signed();
  const sent = new Date(Number(headers["webhook-timestamp"]) * 1_000);
  const at = (ms: number) => verifyWebhook(body, headers, secret, { now: new Date(sent.getTime() + ms) });

  await expect(at(5 * MINUTE_MS)).resolves.toBeDefined();
  await expect(at(5 * MINUTE_MS + 1)).rejects.toThrow(/too old/);
  await expect(at(-5 * MINUTE_MS)).resolves.toBeDefined();
  await expect(at(-5 * MINUTE_MS - 1)).rejects.toThrow(/future/);
});

test("what is missing is named", async () => {
  const { secret, headers } = signed();

  for (const name of Object.keys(headers)) {
    await expect(verifyWebhook(body, { ...headers, [name]: undefined }, secret)).rejects.toThrow(
      `The header ${name} is missing.`,
    );
  }
  await expect(verifyWebhook(body, { ...headers, "webhook-timestamp": "soon" }, secret)).rejects.toThrow(/is no time/);
  await expect(verifyWebhook(body, headers, [])).rejects.toThrow("There is no secret to check with.");
  await expect(verifyWebhook(body, headers, "")).rejects.toThrow(/The secret is none/);
  await expect(verifyWebhook(body, headers, "whsec_!")).rejects.toThrow(WebhookError);
  const words = signed({ text: "words" });
  await expect(verifyWebhook("words", words.headers, words.secret)).rejects.toThrow("The body is no JSON.");
});

test("the type says what is in it", async () => {
  const { secret, headers } = signed();
  const event = await verifyWebhook(body, headers, secret);

  if (event.type === "task.completed") expectTypeOf(event.data.task?.key).toEqualTypeOf<string | undefined>();
  if (event.type === "webhook.test") expect(event.data.message).toBe("Ä works");
  expect(event.type).toBe("webhook.test");
});
