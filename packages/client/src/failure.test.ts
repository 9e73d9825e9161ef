import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { freePort } from "@plinth/database/test";
import { expect, test } from "vitest";
import { serveApp } from "../test/served-app.ts";
import { createClient } from "./client.ts";
import { isFailure, isUnreachable } from "./failure.ts";

test("a refusal says its code, what is wrong where, and the request it happened in", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  await ada.workspaces.create.mutate({ name: "Acme", slug: "acme" });

  const invalid = await thrownBy(ada.workspaces.create.mutate({ name: "Acme", slug: "Not a slug" }));
  const taken = await thrownBy(ada.workspaces.create.mutate({ name: "Acme", slug: "acme" }));
  const hidden = await thrownBy((await app.as("bob")).workspaces.get.query({ slug: "acme" }));
  const nobody = await thrownBy(app.anyone.workspaces.list.query());

  if (!isFailure(invalid, "BAD_REQUEST")) throw invalid;
  expect(invalid.data.issues).toMatchObject([{ path: "slug" }]);
  expect(invalid.data.requestId).toMatch(/^[\w-]{36}$/);
  expect([taken, hidden, nobody].map((error) => isFailure(error) && error.data.code)).toEqual([
    "CONFLICT",
    "NOT_FOUND",
    "UNAUTHORIZED",
  ]);
  expect(isFailure(taken, "NOT_FOUND")).toBe(false);
  expect(isUnreachable(taken)).toBe(false);
});

test("a refusal before any procedure has the same shape", async () => {
  await using app = await serveApp();

  const elsewhere = createClient({ url: app.url.replace("127.0.0.1", "localhost") });
  const error = await thrownBy(elsewhere.accounts.installation.query());

  if (!isFailure(error, "BAD_REQUEST")) throw error;
  expect(error.message).toContain("host name is not served here");
  expect(error.data.requestId).toMatch(/^[\w-]{36}$/);
});

test("a server that is not there is unreachable, not a refusal", async () => {
  const port = await freePort();

  const refused = await thrownBy(createClient({ url: `http://127.0.0.1:${port}` }).accounts.me.query());
  const unknown = await thrownBy(createClient({ url: "http://nowhere.invalid" }).accounts.me.query());

  expect([refused, unknown].map(isUnreachable)).toEqual([true, true]);
  expect([refused, unknown].map((error) => isFailure(error))).toEqual([false, false]);
});

test("something else that answers in our place is unreachable, too", async () => {
  const proxy = createServer((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;

  const error = await thrownBy(createClient({ url: `http://127.0.0.1:${port}` }).accounts.me.query());

  expect(isUnreachable(error)).toBe(true);
  proxy.closeAllConnections();
  proxy.close();
});

test("a call its caller gave up is neither a refusal nor unreachable", async () => {
  await using app = await serveApp();
  const gone = new AbortController();

  const call = app.anyone.accounts.installation.query(undefined, { signal: gone.signal });
  gone.abort();
  const error = await thrownBy(call);

  expect([isFailure(error), isUnreachable(error)]).toEqual([false, false]);
});

test("an error of another kind is neither", () => {
  for (const error of [new Error("no"), { data: { code: "CONFLICT" } }, undefined, "CONFLICT"]) {
    expect([isFailure(error), isUnreachable(error)]).toEqual([false, false]);
  }
});

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail("the call was not refused"),
    (error: unknown) => error,
  );
}
