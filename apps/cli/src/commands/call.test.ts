import { type ServedApp, serveApp } from "@plinth/client/test";
import { expect, test } from "vitest";
import { openTerminal, type Terminal } from "../../test/run-plinth.ts";

test("any procedure is called by its path, query or mutation, and answers in JSON", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);

  const made = await terminal.run(["call", "workspaces.create", '{"name":"Acme","slug":"acme"}']);
  const read = await terminal.run(["call", "workspaces.get", "-"], '{"slug":"acme"}');
  const none = await terminal.run(["call", "sessions.endOthers"]);

  expect([made.code, read.code, none.code]).toEqual([0, 0, 0]);
  expect(JSON.parse(made.stdout)).toEqual(JSON.parse(read.stdout));
  expect(JSON.parse(read.stdout)).toMatchObject({ slug: "acme", role: "owner" });
  expect(JSON.parse(none.stdout)).toEqual({ ended: 0 });
});

test("a call that says its kind is refused when the procedure is of the other", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);

  const input = '{"name":"Acme"}';
  const [query, mutation] = [
    await terminal.run(["call", "workspaces.create", input, "--query"]),
    await terminal.run(["call", "workspaces.list", "--mutation"]),
  ];

  expect([query.code, mutation.code]).toEqual([1, 1]);
  expect(query.stderr).toBe("This procedure is called with another HTTP method.\n");
  expect(await (await app.as("ada")).workspaces.list.query()).toEqual([]);
});

test("a dry run prints what a mutation would change, and changes nothing", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  const ada = await app.as("ada");
  const workspace = await ada.workspaces.create.mutate({ name: "Acme" });

  const rename = JSON.stringify({ id: workspace.id, name: "Globex" });
  const text = await terminal.run(["call", "workspaces.update", rename, "--dry-run"]);
  const json = await terminal.json(["call", "workspaces.update", rename, "--dry-run"]);
  const query = await terminal.run(["call", "workspaces.list", "--dry-run"]);

  expect(text).toMatchObject({ code: 0, stderr: "" });
  expect(text.stdout).toContain(
    `Nothing was changed. The call would\n  update workspaces ${workspace.id}\n    name: "Acme" → "Globex"\n`,
  );
  expect(text.stdout).toContain(`\n  record workspace.changed of ${workspace.id}\nand answer\n{`);
  expect(json.value).toMatchObject({
    answer: { name: "Globex" },
    rows: [{ table: "workspaces", change: "update", fields: { name: { before: "Acme", after: "Globex" } } }],
    events: [{ name: "workspace.changed" }],
    more: 0,
  });
  expect(query).toMatchObject({ code: 2, stderr: expect.stringContaining("workspaces.list is a query") });
  expect(await ada.workspaces.list.query()).toMatchObject([{ name: "Acme" }]);
});

test("what the server refuses is refused, with everything it says about it", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);

  const unknown = await terminal.run(["call", "workspaces.frobnicate"]);
  const invalid = await terminal.json(["call", "workspaces.create", '{"name":"Acme","color":"red"}']);

  expect(unknown).toMatchObject({ code: 1, stdout: "" });
  expect(unknown.stderr).toMatch(/^There is no such procedure\./);
  expect(invalid.code).toBe(1);
  expect(invalid.value).toMatchObject({ error: { code: "BAD_REQUEST", requestId: expect.any(String) } });
  expect(JSON.stringify(invalid.value)).toContain("color");
});

test("open procedures need no session", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });

  const { code, stdout } = await terminal.run(["call", "accounts.installation"]);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ needsSetUp: true });
});

async function signedIn(app: ServedApp): Promise<Terminal> {
  return openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("ada") });
}
