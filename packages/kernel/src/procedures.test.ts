import { expect, test } from "vitest";
import { serveNotes } from "../test/notes-app.ts";

test("an unknown key or a wrong type is refused, naming the field and never the value", async () => {
  await using app = await serveNotes();

  const extra = await app.post("create", { body: "a", createdAt: "1999-01-01" });
  const wrong = await app.post("create", { body: "a", secret: "hunter2" });
  const missing = await app.post("create", {});

  const [extraBody, wrongBody, missingBody] = await Promise.all([extra, wrong, missing].map((r) => r.text()));
  expect([extra.status, wrong.status, missing.status]).toEqual([400, 400, 400]);
  expect(JSON.parse(extraBody ?? "").error.message).toContain('"createdAt"');
  expect(JSON.parse(wrongBody ?? "").error.data.issues).toMatchObject([{ path: "secret" }]);
  expect(wrongBody).not.toContain("hunter2");
  expect(JSON.parse(missingBody ?? "").error.data.issues).toMatchObject([{ path: "body" }]);
  expect(await app.count()).toBe(0);
});

test("a procedure without input takes none", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });

  expect((await app.post("wipe", { all: true })).status).toBe(400);
  expect(await app.count()).toBe(1);
});

test("only declared fields leave a procedure", async () => {
  await using app = await serveNotes();

  const created = await (await app.post("create", { body: "note" })).json();

  expect(Object.keys(created.result.data)).toEqual(["id", "tokenHash"]);
});

test("an answer that lacks a declared field is our error, not a hole in the data", async () => {
  await using app = await serveNotes();

  expect((await fetch(`${app.url}/rpc/forgetful`)).status).toBe(500);
});

test("a mutation that fails leaves nothing behind, its events included", async () => {
  await using app = await serveNotes();

  const response = await app.post("createThenFail", { body: "unwanted" });

  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    error: { message: "The note is not wanted.", data: { code: "CONFLICT", details: { reason: "test" } } },
  });
  expect([await app.count(), await app.countEvents()]).toEqual([0, 0]);
});

test("a query cannot write, even past its types", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });

  expect((await fetch(`${app.url}/rpc/writeInQuery`)).status).toBe(500);
  expect(await app.count()).toBe(1);
});

test("procedures are closed to those who have not signed in, unless they say otherwise", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });

  expect((await fetch(`${app.url}/rpc/private`)).status).toBe(401);
  expect((await app.post("privateWrite", "")).status).toBe(401);
  expect((await fetch(`${app.url}/rpc/operate`)).status).toBe(401);
  expect(await app.count()).toBe(1);
});

test("a session opens what is for people, and only an operator what is for operators", async () => {
  await using app = await serveNotes();
  const get = async (path: string, authorization: string) =>
    (await fetch(`${app.url}/rpc/${path}`, { headers: { authorization } })).status;

  expect(await get("private", "Bearer ada")).toBe(200);
  expect(await get("operate", "Bearer ada")).toBe(403);
  expect(await get("operate", "Bearer root")).toBe(200);
  expect(await get("private", "Bearer nobody")).toBe(401);
  expect(await get("private", "Basic ada")).toBe(401);
});

test("a key's scopes are asked for on both ways to a procedure, before its input is read", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "kept" });
  const headers = { authorization: "Bearer reader", "content-type": "application/json" };

  // What comes with other parameters is answered by tRPC's own adapter.
  for (const way of ["", "?x=1"]) {
    const read = await fetch(`${app.url}/rpc/private${way}`, { headers });
    const write = await fetch(`${app.url}/rpc/privateWrite${way}`, {
      method: "POST",
      headers,
      body: '{"any":"thing"}',
    });

    expect([way, read.status, write.status]).toEqual([way, 200, 403]);
    expect((await write.json()).error.message).toBe("This key lacks the scope privateWrite:write.");
  }
  expect(await app.count()).toBe(1);
});
