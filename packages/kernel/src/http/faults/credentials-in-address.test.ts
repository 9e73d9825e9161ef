// Faults: 45.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { type Sent, send } from "../../../test/send.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const places = [
  "token=ada",
  "session=ada",
  "authorization=Bearer%20ada",
  "Authorization=Bearer+ada",
  "access_token=ada",
  "api_key=ada",
  "cookie=session%3Dada",
  `connectionParams=${json({ authorization: "Bearer ada" })}`,
  `connectionParams=${json({ Authorization: "Bearer ada", cookie: "session=ada", token: "ada", session: "ada" })}`,
  `connectionParams=${json("ada")}`,
  "connectionParams=ada",
  "connectionParams=%7B",
  "lastEventId=ada",
];

test.each(places)("credentials in the address let nobody in: %s", async (place) => {
  for (const path of [`/rpc/private?${place}`, `/rpc/private,private?batch=1&${place}`]) {
    const { status } = await send(app.port, { path });
    expect([path, [400, 401].includes(status)]).toEqual([path, true]);
  }
  const write = await send(app.port, { path: `/rpc/privateWrite?${place}`, body: "" });
  expect([400, 401]).toContain(write.status);
});

test("credentials in the user part of an address, in a body or in other headers let nobody in", async () => {
  const attempts: Sent[] = [
    { path: "http://ada:ada@localhost/rpc/private" },
    { path: "/rpc/private", headers: { authorization: "Basic YWRhOmFkYQ==" } },
    {
      path: "/rpc/private",
      headers: { "x-session": "ada", "x-api-key": "ada", "x-user-id": "ada", "x-forwarded-user": "ada" },
    },
    {
      path: "/rpc/private",
      headers: { "proxy-authorization": "Bearer ada", "trpc-connection-params": '{"token":"ada"}' },
    },
    { path: "/rpc/privateWrite", body: { authorization: "Bearer ada", session: "ada" } },
  ];

  for (const attempt of attempts) expect((await send(app.port, attempt)).status).toBe(401);
});

test("the header still counts, and what the address says beside it does not matter", async () => {
  const headers = { authorization: "Bearer ada" };

  const { status, body } = await send(app.port, { path: "/rpc/private?token=root&session=root", headers });

  expect(status).toBe(200);
  expect(JSON.parse(body).result.data).toBe("ada");
});

test("what an address holds besides a path does not reach the log", async () => {
  const secret = "canary-4c1b";
  app.lines.length = 0;

  for (const name of ["token", "connectionParams", "input", "session"]) {
    await send(app.port, { path: `/rpc/private?${name}=${secret}` });
    await send(app.port, { path: `/rpc/crash?${name}=${secret}` });
    await send(app.port, { path: `/elsewhere?${name}=${secret}` });
  }
  await expect.poll(() => app.lines.filter((line) => line.includes('"msg":"request"')).length).toBe(12);

  expect(app.lines.join("")).not.toContain(secret);
});

test("parameters that cannot be read are the caller's fault, by a code that clients know", async () => {
  app.lines.length = 0;

  const { status, body } = await send(app.port, { path: "/rpc/private?connectionParams=%7B" });
  await expect.poll(() => app.lines.filter((line) => line.includes(`"msg":"request"`)).length).toBe(1);

  expect(status).toBe(400);
  expect(JSON.parse(body).error.data.code).toBe("BAD_REQUEST");
  expect(app.lines.join("")).not.toContain("procedure failed");
});
