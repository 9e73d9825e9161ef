// Faults: 17, 18, 19, 20.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { exchange, openRaw, type RawAnswer, rawRequest } from "../../../test/raw-http.ts";
import { type Actor, anonymous } from "../../index.ts";

const OURS = "http://app.example";
const FOREIGN = [
  "http://evil.example",
  "https://app.example",
  `${OURS}.evil.example`,
  "http://sub.app.example",
  "null",
];

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await app.database.write((db) => db.delete(notes));
  await app.post("create", { body: "kept" });
});

/** Everything there is, in one word. */
async function state(): Promise<string> {
  const rows = await app.database.read.select().from(notes).orderBy(notes.id);
  return createHash("sha256")
    .update(JSON.stringify([rows, await app.countEvents()]))
    .digest("hex");
}

/** What a page of another site can make a browser send without asking first: a form, an image, a beacon. */
const simpleBodies: [string | undefined, string][] = [
  [undefined, ""],
  ["application/x-www-form-urlencoded", "body=new"],
  ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nnew\r\n--x--\r\n'],
  ["text/plain", '{"body":"new"}'],
  ["application/octet-stream", '{"body":"new"}'],
  ["application/json", '{"body":"new"}'],
  ["application/json", ""],
];

describe("a page of another site", () => {
  const sites = [undefined, "cross-site", "same-site", "none", "same-origin, cross-site", ""];

  test("runs no mutation, with any content type, origin, site or cookie, on either path into a procedure", async () => {
    const before = await state();
    const client = await openRaw(app.port);
    let sent = 0;
    for (const procedure of app.mutations) {
      for (const [type, body] of simpleBodies) {
        for (const origin of FOREIGN) {
          for (const site of sites) {
            for (const query of ["", "?batch=1", "?x=1"]) {
              client.write(
                rawRequest(
                  `POST /rpc/${procedure}${query}`,
                  {
                    "Content-Length": String(body.length),
                    Origin: origin,
                    Cookie: "session=ada",
                    ...(type !== undefined && { "Content-Type": type }),
                    ...(site !== undefined && { "Sec-Fetch-Site": site }),
                  },
                  body,
                ),
              );
              sent += 1;
            }
          }
        }
      }
    }
    client.write(rawRequest("GET /healthz", { Connection: "close" }));
    await client.closed;

    const statuses = client.answers().map(({ status }) => status);
    expect(sent).toBeGreaterThan(3_000);
    expect(statuses).toHaveLength(sent + 1);
    expect(new Set(statuses.slice(0, sent))).toEqual(new Set([403, 415]));
    expect(await state()).toBe(before);
  });

  test("runs no mutation before anybody has signed in either, and so cannot sign a visitor in", async () => {
    for (const headers of [
      { origin: "http://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: "http://sub.app.example" },
    ] as Record<string, string>[]) {
      const response = await app.post("signIn", "", headers);

      expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
    }
    expect((await app.post("signIn", "", { origin: OURS })).headers.get("set-cookie")).toContain("session=ada");
  });

  test("a browser that says nothing of where a call with a cookie comes from is not believed", async () => {
    const before = await state();

    expect((await app.post("wipe", "", { cookie: "session=ada" })).status).toBe(403);

    expect(await state()).toBe(before);
  });
});

describe("another site learns nothing", () => {
  const origins = [OURS, ...FOREIGN, "*", "", "http://app.example:80", "HTTP://APP.EXAMPLE"];
  const allowed = ({ headers }: RawAnswer) => Object.keys(headers).filter((name) => name.startsWith("access-control-"));

  test.each(origins)('no answer lets the origin "%s" read it', async (origin) => {
    for (const line of [
      "GET /rpc/list",
      "GET /rpc/nope",
      "POST /rpc/wipe",
      "GET /healthz",
      "GET /",
      "OPTIONS /rpc/wipe",
    ]) {
      const [answer] = await exchange(
        app.port,
        rawRequest(line, { Origin: origin, Cookie: "session=ada", Connection: "close", "Content-Length": "0" }),
      );

      expect(answer && allowed(answer)).toEqual([]);
      expect(JSON.stringify(answer?.headers)).not.toContain("evil");
    }
  });

  test("a preflight is refused, whatever it asks for, and at once", async () => {
    const asked = {
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type, ".repeat(900),
    };

    const [answer] = await exchange(
      app.port,
      rawRequest("OPTIONS /rpc/wipe", { Origin: "http://evil.example", Connection: "close", ...asked }),
    );

    expect(answer?.status).toBe(405);
  });
});

test("over https the session's cookie is one that no sibling domain can set, and no other is read", async () => {
  const ada: Actor = { kind: "user", userId: "ada", sessionId: "s", operator: false };
  await using secure = await serveNotes({
    secure: true,
    authenticate: async ({ cookie }) => (cookie("session") === "ada" ? ada : anonymous),
  });

  const signedIn = await secure.post("signIn", "", { origin: OURS });
  const [cookie = ""] = signedIn.headers.getSetCookie();
  const asWhom = async (header: string) =>
    (await fetch(`${secure.url}/rpc/private`, { headers: { cookie: header } })).status;

  expect(cookie).toMatch(/^__Host-session=ada; Path=\/; HttpOnly; SameSite=Lax; Expires=[^;]+; Secure$/);
  expect(await asWhom("__Host-session=ada")).toBe(200);
  expect(await asWhom("session=ada")).toBe(401);
  expect(await asWhom("__Host-session=eve; __Host-session=ada")).toBe(401);
  expect(await asWhom("__host-session=ada")).toBe(401);
});

test("no GET changes anything: neither a query nor a mutation asked for in an address", async () => {
  const before = await state();
  app.doors.leave.resolve();
  const input = encodeURIComponent('{"body":"new","bytes":1}');
  const batched = encodeURIComponent('{"0":{"body":"new"},"1":{"body":"new"}}');

  for (const procedure of [...app.queries, ...app.mutations]) {
    for (const target of [
      procedure,
      `${procedure}?input=${input}`,
      `${procedure},${procedure}?batch=1&input=${batched}`,
    ]) {
      await fetch(`${app.url}/rpc/${target}`, { headers: { authorization: "Bearer ada" } });
    }
  }
  for (const procedure of app.mutations) {
    expect((await fetch(`${app.url}/rpc/${procedure}?input=${input}`)).status).toBe(405);
  }

  expect(await state()).toBe(before);
});
