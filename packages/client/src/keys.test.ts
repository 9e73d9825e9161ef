// Faults: 57, 82, 86.
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { followed, liveAt } from "../test/followed.ts";
import { serveApp } from "../test/served-app.ts";
import { serveNodes } from "../test/served-nodes.ts";
import { createClient } from "./client.ts";

const NEW = { name: "Deploy", scopes: ["workspaces:read" as const] };
// Triggers are made when a query is first followed, one table after the other.
const FIRST = { timeout: 15_000 };

test("a key that is revoked is refused within a second on every server, and its live queries end", async () => {
  await using served = await serveNodes(2);
  const ada = await served.as("ada");
  await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id, token } = await ada.apiKeys.create.mutate(NEW);
  const clients = served.nodes.map(({ url }) => createClient({ url, key: token }));
  const lives = served.nodes.map(({ url }) => liveAt(url, token));
  const lists = lives.map((live) => followed(live, "workspaces.list", undefined));
  await expect.poll(() => lists.map(({ values }) => values.length), FIRST).toEqual(lists.map(() => 1));
  for (const client of clients) expect(await client.workspaces.list.query()).toHaveLength(1);

  await ada.apiKeys.revoke.mutate({ id });
  const revoked = performance.now();

  for (const client of clients) {
    while (await client.workspaces.list.query().catch(() => undefined)) await pause(5);
    await expect(client.workspaces.list.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
  }
  expect(performance.now() - revoked).toBeLessThan(1_000);
  await expect
    .poll(() => lists.map(({ end }) => end), FIRST)
    .toMatchObject(lists.map(() => ({ data: { code: "UNAUTHORIZED" } })));
  for (const live of lives) live[Symbol.dispose]();
});

test("an Authorization header that is not understood is refused, cookie or not, and one that is understood comes before the cookie", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  await app.as("bob");
  const { token } = await ada.apiKeys.create.mutate(NEW);
  const session = await app.sessionOf("bob");
  const ask = async (path: string, headers: Record<string, string>) =>
    (await fetch(`${app.url}/rpc/${path}`, { headers })).status;

  for (const authorization of [
    "",
    "Bearer",
    "Bearer ",
    token,
    `Basic ${btoa("ada:horse")}`,
    `Bearer ${token} x`,
    "Bearer ü",
  ]) {
    for (const cookie of [undefined, `session=${session}`]) {
      const headers = { authorization, ...(cookie && { cookie }) };
      expect([authorization, await ask("accounts.installation", headers)]).toEqual([authorization, 401]);
      expect([authorization, await ask("workspaces.list", headers)]).toEqual([authorization, 401]);
    }
  }
  // The key may read workspaces and nothing else; the session may.
  const both = { authorization: `Bearer ${token}`, cookie: `session=${session}` };
  expect(await ask("workspaces.list", both)).toBe(200);
  expect(await ask("accounts.me", both)).toBe(403);
  expect(await ask("accounts.me", { cookie: both.cookie })).toBe(200);
  const dead = { authorization: `Bearer ${token.slice(0, -1)}!`, cookie: both.cookie };
  expect(await ask("workspaces.list", dead)).toBe(401);
  const ended = { authorization: `Bearer ${"x".repeat(40)}`, cookie: both.cookie };
  expect(await ask("workspaces.list", ended)).toBe(401);
});

test("a key in an address is no key", async () => {
  await using app = await serveApp();
  const { token } = await (await app.as("ada")).apiKeys.create.mutate(NEW);

  for (const query of ["key", "token", "access_token", "authorization", "bearer", "api_key"]) {
    const value = query === "authorization" ? encodeURIComponent(`Bearer ${token}`) : token;
    expect((await fetch(`${app.url}/rpc/workspaces.list?${query}=${value}`)).status).toBe(401);
  }
});
