import { serveApp } from "@plinth/client/test";
import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { createLog, mutationContext, recordEvents, system } from "@plinth/kernel";
import { sealed, tamper, workspaces } from "@plinth/server/test";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";

const WORKSPACE = "01900000-0000-7000-8000-000000000001";
const now = () => new Date();

/** A database in which things happened to the workspace `acme` and to the installation, all of it in chains. */
async function createHistory() {
  const home = await emptyTestDatabase();
  const using = async (work: (database: Database) => Promise<unknown>) => {
    const database = await openDatabase({ url: home.url });
    await work(database).finally(() => database.close());
  };
  await using(async (database) => {
    const base = { actor: system, now: now(), requestId: "r", log: createLog("silent") };
    await database.write(async (db) => {
      await db.insert(workspaces).values({ id: WORKSPACE, name: "Acme", slug: "acme", createdAt: now() });
      const places = [WORKSPACE, WORKSPACE, WORKSPACE, null].map((tenantId, at) => ({
        subjectId: String(at),
        tenantId,
      }));
      await recordEvents(mutationContext(base, db), "test.happened", places);
    });
    await sealed({ database, now });
  });
  return { url: home.url, using, [Symbol.asyncDispose]: () => home.drop() };
}

test("chains that hold are shown with their newest hashes, and one that is changed is named, with exit code 1", async () => {
  await using history = await createHistory();
  await using terminal = await openTerminal({ DATABASE_URL: history.url });

  const whole = await terminal.run(["audit", "verify"]);
  expect(whole).toMatchObject({ code: 0, stderr: "" });
  expect(whole.stdout).toMatch(
    /^CHAIN +LINKS +NEWEST HASH\n\(installation\) +1 +[0-9a-f]{64}\nacme +3 +[0-9a-f]{64}\n$/,
  );
  const [head = ""] = /[0-9a-f]{64}\n$/.exec(whole.stdout) ?? [];
  const noted = ["audit", "verify", "--workspace", "acme", "--head", head.trim()];
  expect((await terminal.run(noted)).code).toBe(0);

  await history.using((database) =>
    tamper({ database }, sql`update events set name = 'nothing' where subject_id = '1'`),
  );
  const changed = await terminal.run(["audit", "verify"]);
  expect(changed.code).toBe(1);
  expect(changed.stderr).toMatch(/^acme: link 2 does not hold: event .* or the link was changed/);
  expect((await terminal.json(["audit", "verify", "--workspace", "acme"])).code).toBe(1);
});

test("a history whose end was cut off is whole, but not to whoever noted its hash", async () => {
  await using history = await createHistory();
  await using terminal = await openTerminal({ DATABASE_URL: history.url });
  const { value } = await terminal.json(["audit", "verify", "--workspace", "acme"]);
  const { chains } = value as { chains: { head: string }[] };
  const last = sql`(select id from audit_links where chain = ${WORKSPACE} and number = 3)`;

  await history.using((database) =>
    tamper({ database }, sql`delete from events where id = ${last}`, sql`delete from audit_links where id = ${last}`),
  );

  expect((await terminal.run(["audit", "verify", "--workspace", "acme"])).code).toBe(0);
  const noted = await terminal.run(["audit", "verify", "--workspace", "acme", "--head", chains[0]?.head ?? ""]);
  expect(noted).toMatchObject({ code: 1, stderr: expect.stringMatching(/^acme: no link has the hash/) });
});

test("a workspace that is not there, and a hash of none, are refused", async () => {
  await using history = await createHistory();
  await using terminal = await openTerminal({ DATABASE_URL: history.url });

  const unknown = await terminal.run(["audit", "verify", "--workspace", "nowhere"]);
  const homeless = await terminal.run(["audit", "verify", "--head", "x"]);

  expect(unknown).toMatchObject({ code: 1, stderr: 'There is no workspace "nowhere".\n' });
  expect(homeless).toMatchObject({ code: 2, stderr: "--head needs --workspace.\n" });
});

test("an admin takes out a workspace's history as JSON lines, and that is part of it", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await using terminal = await openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("ada") });

  const { code, stdout } = await terminal.run(["audit", "export", "--workspace", "acme"]);
  const only = await terminal.run(["audit", "export", "--workspace", "acme", "--kind", "member"]);

  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).name)).toEqual(["audit.exported", "member.joined", "workspace.created"]);
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ actorName: "Ada", address: "127.0.0.1" });
  expect(only.stdout.trim().split("\n")).toHaveLength(1);
  const { entries } = await ada.audit.list.query({ workspaceId, kind: "audit" });
  expect(entries.map(({ data }) => data)).toEqual([{ kind: "member" }, {}]);
});

test("whoever is no admin, or no operator, takes nothing out", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const { token } = await ada.invites.create.mutate({ workspaceId, email: "bob@example.com", role: "member" });
  await (await app.as("bob")).invites.accept.mutate({ token });
  await using terminal = await openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("bob") });

  const member = await terminal.run(["audit", "export", "--workspace", "acme"]);
  const installation = await terminal.run(["audit", "export"]);

  expect(member).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("As member you may not") });
  expect(installation).toMatchObject({ code: 1, stdout: "" });
});
