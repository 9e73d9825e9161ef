import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { serveApp } from "../test/served-app.ts";
import { createClient } from "./client.ts";

test("a client calls as the person whose session it holds, until that session ends", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");

  expect(await ada.accounts.me.query()).toMatchObject({ name: "Ada", email: "ada@example.com", operator: true });
  await expect(app.anyone.accounts.me.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });

  await ada.sessions.signOut.mutate();
  await expect(ada.accounts.me.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
});

test("a client says which program and version calls", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");

  const [session] = await ada.sessions.list.query();

  expect(session?.device).toBe("Plinth command line");
  let sent: Headers | undefined;
  const spy: typeof fetch = (input, init) => {
    sent = new Headers(init?.headers);
    return fetch(input, init);
  };
  await createClient({ url: app.url, fetch: spy }).accounts.installation.query();
  expect(sent?.get("user-agent")).toBe(`plinth/${manifest.version}`);
});

test("moments arrive as ISO strings", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");

  const { createdAt } = await ada.workspaces.create.mutate({ name: "Acme" });

  const asString: string = createdAt;
  expect(new Date(asString).toISOString()).toBe(asString);
});

test("calls of one tick travel together, at most twenty at a time", async () => {
  await using app = await serveApp();
  const { plinth, urls } = await watched(app.url, app.sessionOf("ada"));

  const answers = await Promise.all(Array.from({ length: 25 }, () => plinth.accounts.me.query()));

  expect(new Set(answers.map(({ name }) => name))).toEqual(new Set(["Ada"]));
  expect(urls.map((url) => url.pathname.split(",").length)).toEqual([20, 5]);
});

test("calls of one tick are spread over addresses that proxies accept", async () => {
  await using app = await serveApp();
  const { plinth, urls } = await watched(app.url, app.sessionOf("ada"));

  const slug = "x".repeat(900);
  const answers = await Promise.allSettled(Array.from({ length: 16 }, () => plinth.workspaces.get.query({ slug })));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => "rejected"));
  expect(urls.length).toBeGreaterThan(1);
  for (const url of urls) expect(url.href.length).toBeLessThanOrEqual(8_000);
});

test("one refused call of a batch does not touch the others", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");

  const [made, refused, also] = await Promise.allSettled([
    ada.workspaces.create.mutate({ name: "Acme", slug: "acme" }),
    ada.workspaces.create.mutate({ name: "" }),
    ada.workspaces.create.mutate({ name: "Globex", slug: "globex" }),
  ]);

  expect([made.status, refused.status, also.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const slugs = (await ada.workspaces.list.query()).map(({ slug }) => slug);
  expect(slugs.sort()).toEqual(["acme", "globex"]);
});

test("an address may end in slashes or carry a path, and must be http", async () => {
  const paths: (string | undefined)[] = [];
  await using server = await answering((path) => {
    paths.push(path);
    return JSON.stringify([{ result: { data: { needsSetUp: false } } }]);
  });

  await createClient({ url: `${server.url}//` }).accounts.installation.query();
  await createClient({ url: `${server.url}/tracker/` }).accounts.installation.query();

  expect(paths.map((path) => path?.split("?")[0])).toEqual([
    "/rpc/accounts.installation",
    "/tracker/rpc/accounts.installation",
  ]);
  for (const url of ["localhost:3000", "", "ftp://localhost", "http://"]) {
    expect(() => createClient({ url })).toThrow(/is not an address such as http:\/\/localhost:3000/);
  }
});

async function watched(url: string, session: Promise<string>) {
  const urls: URL[] = [];
  const spy: typeof fetch = (input, init) => {
    urls.push(new URL(String(input)));
    return fetch(input, init);
  };
  return { plinth: createClient({ url, session: await session, fetch: spy }), urls };
}

async function answering(answer: (path: string | undefined) => string) {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(answer(request.url));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
