import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PASSWORD, serveApp } from "@plinth/client/test";
import { passkeys, sessions } from "@plinth/server/test";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";
import { changeToPasskey, removePassword, setUpApp } from "../../test/second-factors.ts";

test("a key is made, used in place of a session, and revoked", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  const ada = await app.as("ada");
  await ada.workspaces.create.mutate({ name: "Apollo" });
  await terminal.run(["login", "--email", "ada@example.com"], PASSWORD);
  const create = ["keys", "create", "Nightly", "--scope", "projects:read", "--scope", "workspaces:read"];

  const made = await terminal.run([...create, "--workspace", "apollo"]);
  expect(made).toMatchObject({ code: 0, stderr: expect.stringMatching(/^It is not shown again, and counts until \d/) });
  const key = made.stdout.trim();
  expect(key).toMatch(/^plk_/);

  const byKey = await openTerminal({ PLINTH_URL: app.url, PLINTH_KEY: key });
  expect((await byKey.run(["projects"])).stdout).toBe("There is no project yet.\n");
  expect((await byKey.run(["call", "workspaces.create", '{"name":"More"}'])).stderr).toBe(
    "This key lacks the scope workspaces:write.\n",
  );
  const list = await terminal.run(["keys", "list"]);
  expect(list.stdout).toMatch(
    /^KEY +NAME +SCOPES +WORKSPACE +EXPIRES +LAST USED\nplk_\w{8} +Nightly +projects:read,workspaces:read +Apollo /,
  );
  expect(list.stdout).not.toContain(key);

  const revoked = await terminal.run(["keys", "revoke", key.slice(0, 12)]);
  expect(revoked).toMatchObject({ code: 0, stdout: `Revoked ${key.slice(0, 12)}, "Nightly".\n` });
  expect(await byKey.run(["projects"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("This key does not count"),
  });
  expect((await terminal.run(["keys", "list", "--key", key])).code).toBe(1);
  expect((await terminal.run(["keys", "revoke", "plk_nothing"])).stderr).toContain("You have no key plk_nothing.");
  await byKey[Symbol.asyncDispose]();
});

test("a terminal is signed in through the browser, and nothing but its own session is kept", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  const ada = await app.as("ada");
  const approved = new Promise<void>((resolve, reject) => {
    const seek = setInterval(async () => {
      const code = terminal.said().match(/code ([A-Z]{4}-[A-Z]{4})/)?.[1];
      if (!code) return;
      clearInterval(seek);
      ada.deviceLogins.approve.mutate({ userCode: code }).then(resolve, reject);
    }, 50);
  });

  const [login] = await Promise.all([terminal.run(["login"]), approved]);

  expect(login.code).toBe(0);
  expect(login.stdout).toBe(`Signed in to ${app.url} as ada@example.com.\n`);
  expect(login.stderr).toMatch(
    new RegExp(`^Open ${app.url}/device\\?code=([A-Z]{4}-[A-Z]{4})\nand approve the code \\1 there`),
  );
  const { session } = JSON.parse(await readFile(join(terminal.configFolder, "credentials.json"), "utf8"));
  expect(session).not.toBe(await app.sessionOf("ada"));
  expect((await terminal.run(["whoami"])).stdout).toContain("Ada");
  // What was approved elsewhere is not proved here.
  expect((await terminal.run(["keys", "create", "No", "--scope", "*:read"], "wrong password")).code).toBe(1);
  expect(await ada.apiKeys.list.query()).toEqual([]);
  expect((await terminal.run(["keys", "create", "Yes", "--scope", "*:read"], PASSWORD)).stdout).toMatch(/^plk_/);
  expect((await terminal.run(["whoami"])).code).toBe(0);
});

test("whoever has no password proves that it is them by a code of their app, or is told where else to make a key", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  const ada = await app.as("ada");
  const { code, recoveryCodes } = await setUpApp(ada);
  await terminal.run(["login", "--email", "ada@example.com"], `${PASSWORD}\n${recoveryCodes[0]}`);
  await removePassword(app, ada);
  const create = async (name: string, proof: string) => {
    // What was proved a moment ago is long over.
    await app.database.write((db) => db.update(sessions).set({ provenAt: null }));
    return terminal.run(["keys", "create", name, "--scope", "*:read"], proof);
  };
  const elsewhere = (by: string) => ({
    ...{ code: 1, stdout: "" },
    stderr: `Making a key takes a proof that it is you, which you give by ${by}.\nMake it in the browser: ${app.url}/account/keys\n`,
  });

  expect(await create("By code", code())).toMatchObject({ code: 0, stderr: expect.stringMatching("not shown again") });
  await changeToPasskey(app, ada);
  expect(await create("By passkey", "")).toEqual(elsewhere("a passkey"));
  await app.database.write((db) => db.delete(passkeys));
  expect(await create("By mail", "")).toEqual(elsewhere("a code in a mail"));

  expect(await ada.apiKeys.list.query()).toMatchObject([{ name: "By code" }]);
});
