// Faults: 32.
import { expect, test } from "vitest";
import { serveProduct } from "../test/served-product.ts";

const SIGN_IN_WEIGHS = 50;

/** An address that may make ten sign-ins at once, and then hardly anything. */
const limits = {
  address: { perMinute: 1, burst: 10 * SIGN_IN_WEIGHS },
  actor: { perMinute: 1e9, burst: 1e9 },
};

const guessAt = (index: number) => ({ email: `ada${index}@example.com`, password: "a wrong horse" });

function signIns(url: string, howMany: number, write = (paths: string) => paths): Promise<Response> {
  const paths = Array.from({ length: howMany }, () => "sessions.signIn");
  return fetch(`${url}/${write(paths.join(","))}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    // Each at another account, so that no account has been guessed at too often.
    body: JSON.stringify(Object.fromEntries(paths.map((_, index) => [index, guessAt(index)]))),
  });
}

test("a batch of ten sign-ins costs as much as ten sign-ins one by one", async () => {
  await using product = await serveProduct({ limits });

  const batch = await signIns(product.url, 10);
  const next = await product.call("sessions.signIn", guessAt(10));
  const cheap = await product.call("accounts.installation");

  expect(batch.status).toBe(401);
  expect(await batch.json()).toHaveLength(10);
  expect(next.status).toBe(429);
  expect(cheap.status).toBe(429);
});

test("a batch that costs more than is left is refused whole, and says when to come back", async () => {
  await using product = await serveProduct({ limits });

  const refused = await signIns(product.url, 11);
  const fits = await signIns(product.url, 10);

  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await refused.json()).error.data.code).toBe("TOO_MANY_REQUESTS");
  expect(fits.status).toBe(401);
});

test.each([
  ["a letter of the name encoded", (paths: string) => paths.replaceAll("signIn", "sign%49n")],
  ["the commas encoded", (paths: string) => paths.replaceAll(",", "%2C")],
  ["everything encoded", (paths: string) => paths.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`)],
])("a batch costs no less for being written with %s", async (_, write) => {
  await using product = await serveProduct({ limits });

  const refused = await signIns(product.url, 11, write);
  const batch = await signIns(product.url, 10, write);
  const next = await product.call("accounts.installation");

  expect([refused.status, batch.status, next.status]).toEqual([429, 401, 429]);
});
