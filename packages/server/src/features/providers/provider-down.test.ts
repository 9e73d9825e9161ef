// Faults: 65.
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listenAsReceiver } from "../../../../kernel/test/receiver.ts";
import type { Bent } from "../../../test/fake-provider.ts";
import { createVisiting, HOME, saying, type Visiting } from "../../../test/visiting.ts";
import { useProviders } from "./provider.ts";

let world: Visiting;
const down = {
  code: "SERVICE_UNAVAILABLE",
  message: "The acme does not answer as it should. Try again in a moment, or sign in another way.",
};
const json = { "content-type": "application/json" };
const ada = saying("ada");

/** The provider as if it had never been called, with little time to answer. */
function meetAnew(patienceMs = 5_000): void {
  useProviders({ home: HOME, providers: [{ ...world.acme.provider }], patienceMs });
}

beforeAll(async () => {
  world = await createVisiting();
});

afterEach(() => {
  world.acme.bent = {};
});

afterAll(() => world[Symbol.asyncDispose]());

const answers: [string, (response: ServerResponse) => unknown][] = [
  ["says that it is broken", (response) => response.writeHead(500, json).end('{"error":"server_error"}')],
  ["says that it is busy", (response) => response.writeHead(503).end("Come back later")],
  ["says something that is no JSON", (response) => response.writeHead(200, json).end("<html>")],
  ["shows a page for people", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
  ["answers without an end", (response) => response.writeHead(200, json).end(`{"a":"${"x".repeat(2_000_000)}"}`)],
  ["hangs up", (response) => response.destroy()],
  ["does not know us any more", (response) => response.writeHead(401, json).end('{"error":"invalid_client"}')],
  ["sends us elsewhere", (response) => response.writeHead(302, { location: world.other.issuer }).end()],
];

test.each(answers)("a provider that %s is told of as such, and nothing is lost", async (_, answer) => {
  const browser = world.app.browser();
  meetAnew();
  const asked = world.other.asked.length;

  world.acme.bent = { answer: { "/token": answer } };
  await expect(world.signIn(browser, ada)).rejects.toMatchObject(down);
  meetAnew();
  world.acme.bent = { answer: { "/.well-known/openid-configuration": answer } };
  await expect(world.visit(browser)).rejects.toMatchObject(down);

  expect(world.other.asked.length).toBe(asked);
  world.acme.bent = {};
  await world.signIn(browser, ada);
});

test("one that does not answer in time costs that time, and what was begun counts still where it was not asked yet", async () => {
  const browser = world.app.browser();
  const back = await world.visit(browser, ada);
  meetAnew(300);
  world.acme.bent = { answer: { "/.well-known/openid-configuration": () => {} } };
  const began = performance.now();
  await expect(world.comeBack(browser, back)).rejects.toMatchObject(down);
  expect(performance.now() - began).toBeLessThan(5_000);

  world.acme.bent = { answer: { "/token": () => {}, "/jwks": () => {} } };
  await expect(world.signIn(browser, ada)).rejects.toMatchObject(down);
  world.acme.bent = { answer: { "/jwks": () => {} } };
  meetAnew(300);
  await expect(world.signIn(browser, ada)).rejects.toMatchObject(down);
  world.acme.bent = {};
  await world.comeBack(browser, back);
});

const documents: [string, Bent["document"]][] = [
  ["of another issuer", (document) => ({ ...document, issuer: "https://accounts.example.com" })],
  ["of nobody", ({ issuer: _, ...document }) => document],
];

test.each(documents)("a document %s is not taken for the provider's", async (_, document) => {
  world.acme.bent = { ...(document && { document }) };
  meetAnew();
  await expect(world.visit(world.app.browser())).rejects.toMatchObject(down);
});

test("its document leads our calls to nowhere but itself and the public net", async () => {
  await using inside = await listenAsReceiver((response) => response.writeHead(200, json).end("{}"));
  const at = `http://127.0.0.1:${inside.port}`;
  for (const endpoints of [{ token_endpoint: at }, { jwks_uri: at }, { token_endpoint: "file:///etc/passwd" }]) {
    world.acme.bent = { document: (document) => ({ ...document, ...endpoints }) };
    meetAnew();
    await expect(world.signIn(world.app.browser(), ada)).rejects.toMatchObject({
      code: expect.stringMatching(/^(SERVICE_UNAVAILABLE|BAD_REQUEST)$/),
    });
  }
  expect(inside.received).toEqual([]);
});

test("it is asked where it is once an hour, however many come", async () => {
  meetAnew();
  const before = world.acme.asked.length;
  await Promise.all(Array.from({ length: 20 }, () => world.visit(world.app.browser())));
  expect(world.acme.asked.slice(before).map(({ what }) => what)).toEqual(["GET /.well-known/openid-configuration"]);
});
