// Faults: 48.
import { afterEach, expect, test } from "vitest";
import { dataOf, type ServedProduct, serveProduct } from "../../../test/served-product.ts";
import { requireVerification } from "../accounts/verification-switch.ts";

// More than anybody calls in a minute.
const limits = { actor: { perMinute: 1e9, burst: 1e9 }, address: { perMinute: 1e9, burst: 1e9 } };

const password = "a password of somebody";

afterEach(() => requireVerification(false));

interface Exchange {
  status: number;
  headers: string[];
  body: string;
}

/** Calls a procedure and keeps everything of the answer that whoever calls can see, but what differs from call to call by itself. */
async function exchange(product: ServedProduct, path: string, input: unknown, token?: string): Promise<Exchange> {
  const response = await fetch(`${product.url}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(input),
  });
  const id = response.headers.get("x-request-id") ?? "";
  const masked = (text: string) => text.replaceAll(id, "ID").replace(/("ticket":"|device=)[\w-]{43}/g, "$1RANDOM");
  const headers = [...response.headers]
    .filter(([name]) => name !== "date" && !name.startsWith("ratelimit") && !name.startsWith("x-ratelimit"))
    .map(([name, value]) => masked(`${name}: ${value}`).replace(/Expires=[^;]+/, "Expires=THEN"));
  return { status: response.status, headers, body: masked(await response.text()) };
}

async function withPeople() {
  const product = await serveProduct({ limits });
  const people = ["root", "known", "asking"].map((name) => ({ name, email: `${name}@example.com`, password }));
  for (const person of people) {
    const path = person.name === "root" ? "accounts.setUp" : "accounts.signUp";
    const token = product.app.setUpToken;
    dataOf(await product.call(path, person.name === "root" ? { ...person, token } : person));
  }
  const signIn = { email: "asking@example.com", password, as: "token" };
  const { token } = dataOf(await product.call("sessions.signIn", signIn));
  const { id: workspaceId } = dataOf(await product.call("workspaces.create", { name: "Of one" }, { token }));
  return { product, token: String(token), workspaceId };
}

test("known and unknown addresses get the same answer to the byte, wherever one is given", async () => {
  const { product, token, workspaceId } = await withPeople();
  await using served = product;
  requireVerification(true);
  const [known, unknown] = ["known@example.com", "other@example.com"];
  const grid: [string, (email: string) => unknown, string?][] = [
    ["sessions.signIn", (email) => ({ email, password: "not their password" })],
    ["accounts.signUp", (email) => ({ name: "New", email, password: "a quite new password" })],
    ["accounts.signUp", (email) => ({ name: "New", email, password: "short" })],
    ["passwords.forgot", (email) => ({ email })],
    ["signInLinks.ask", (email) => ({ email })],
    ["emails.change", (email) => ({ email }), token],
  ];

  for (const [path, input, as] of grid) {
    // A second time as well: what is known by then must not show either.
    for (const round of [1, 2]) {
      const answers = [
        await exchange(served, path, input(known), as),
        await exchange(served, path, input(unknown), as),
      ];
      expect([path, round, answers[0]]).toEqual([path, round, answers[1]]);
      expect([path, answers[0]?.status]).not.toEqual([path, 404]);
    }
  }
  requireVerification(false);
  const invited = await Promise.all(
    [known, unknown].map(async (email) => {
      const { status, headers, body } = await exchange(
        served,
        "invites.create",
        { workspaceId, email, role: "member" },
        token,
      );
      const varying = /"(id|token|createdAt|expiresAt)":"[^"]+"/g;
      return { status, headers, body: body.replace(varying, '"$1":0').replace(email, "THEM") };
    }),
  );
  expect(invited[0]?.status).toBe(200);
  expect(invited[0]).toEqual(invited[1]);
});

test("without confirmed addresses sign-up works at once, and so has to say that an address is taken", async () => {
  const { product } = await withPeople();
  await using served = product;

  const { status } = await exchange(served, "accounts.signUp", { name: "New", email: "known@example.com", password });

  expect(status).toBe(409);
});
