import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenAsReceiver } from "../../../../kernel/test/receiver.ts";
import { createVisiting, HOME, type Visiting } from "../../../test/visiting.ts";
import { findUserByEmail } from "../accounts/accounts.ts";
import { github } from "./known-providers.ts";
import { useProviders } from "./provider.ts";
import { connections } from "./table.ts";

let world: Visiting;

beforeAll(async () => {
  world = await createVisiting();
});

afterAll(() => world[Symbol.asyncDispose]());

interface Said {
  token?: unknown;
  /** What the API answers with, however it looks. */
  status?: number;
  user?: unknown;
  emails?: unknown;
}

const octocat = { id: 583231, login: "octocat", name: null };
const emails = [
  { email: "old@example.com", primary: false, verified: true },
  { email: "octo@example.com", primary: true, verified: true },
];

/** Comes back from a GitHub that says this. Returns what it was asked too. */
async function comeBackFrom({ token = { access_token: "gho_x", token_type: "bearer" }, ...said }: Said) {
  const answer = (response: ServerResponse, json: unknown, status = 200) =>
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(json));
  const server = await listenAsReceiver((response, { url }) => {
    if (url === "/login/oauth/access_token") answer(response, token);
    else if (url === "/user") answer(response, said.user ?? octocat, said.status);
    else if (url === "/user/emails") answer(response, said.emails ?? emails);
    else answer(response, {}, 404);
  });
  const at = `http://127.0.0.1:${server.port}`;
  const provider = { ...github({ clientId: "ours", clientSecret: "secret" }), githubApi: at };
  useProviders({ home: HOME, providers: [{ ...provider, issuer: `${at}/login/oauth` }] });
  const browser = world.app.browser();
  const { url } = await (await browser.caller()).providers.begin({ provider: "github" });
  const state = new URL(url).searchParams.get("state") ?? "";
  const iss = `${at}/login/oauth`;
  const done = (await browser.caller()).providers.finish({ provider: "github", state, code: "a code", iss });
  await done.catch(() => {});
  await server[Symbol.asyncDispose]();
  return { done, url, received: server.received };
}

test("GitHub's number is who somebody is, and their first address counts when it is confirmed", async () => {
  const { done, url, received } = await comeBackFrom({});
  const { userId } = await done;

  expect(await findUserByEmail(world.app.database.read, "octo@example.com")).toMatchObject({
    ...{ id: userId, name: "octocat", emailVerifiedAt: world.app.now() },
  });
  expect(await world.app.database.read.select().from(connections)).toMatchObject([{ userId, subject: "583231" }]);
  expect(new URL(url).searchParams.get("scope")).toBe("read:user user:email");
  const [token, user] = received;
  expect(new URLSearchParams(token?.body).get("code_verifier")).toMatch(/^[\w-]{43,}$/);
  expect(new URLSearchParams(token?.body).get("client_secret")).toBe("secret");
  expect(user?.headers).toMatchObject({ authorization: "Bearer gho_x", "user-agent": expect.any(String) });
});

test("an address that GitHub has not confirmed makes no account", async () => {
  const unconfirmed = [
    { email: "una@example.com", primary: true, verified: false },
    { email: "known@example.com", primary: false, verified: true },
  ];
  const { done } = await comeBackFrom({ user: { ...octocat, id: 7 }, emails: unconfirmed });
  await expect(done).rejects.toMatchObject({ message: expect.stringMatching(/^GitHub has not confirmed/) });
});

test.each([
  ["an error that calls itself a success", { token: { error: "bad_verification_code" } }, "BAD_REQUEST"],
  ["a refusal that looks like a user", { status: 403 }, "SERVICE_UNAVAILABLE"],
  ["a user without a number", { user: { login: "octocat" } }, "SERVICE_UNAVAILABLE"],
  ["addresses that are none", { emails: { message: "Not found" } }, "SERVICE_UNAVAILABLE"],
])("%s signs nobody in", async (_, said, code) => {
  const { done } = await comeBackFrom(said);
  await expect(done).rejects.toMatchObject({ code });
});
