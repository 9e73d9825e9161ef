import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PASSWORD, serveApp } from "@plinth/client/test";
import { freePort } from "@plinth/database/test";
import * as tables from "@plinth/server/test";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";
import { changeToPasskey, setUpApp } from "../../test/second-factors.ts";

test("signing in lasts until signing out, and ends on the server, too", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal();
  const ada = await app.as("ada");

  const login = await terminal.run(["login", "--url", `${app.url}/`, "--email", "ada@example.com"], `${PASSWORD}\n`);
  const whoami = await terminal.run(["whoami"]);
  expect(login).toEqual({ code: 0, stdout: `Signed in to ${app.url} as ada@example.com.\n`, stderr: "" });
  expect(whoami).toEqual({ code: 0, stdout: "Ada <ada@example.com>, operator\n", stderr: "" });
  expect(await terminal.json(["whoami"])).toMatchObject({ code: 0, value: { name: "Ada", operator: true } });
  expect(await ada.sessions.list.query()).toHaveLength(2);

  const logout = await terminal.run(["logout"]);
  expect(logout).toEqual({ code: 0, stdout: `Signed out of ${app.url}.\n`, stderr: "" });
  expect(await ada.sessions.list.query()).toHaveLength(1);
  const after = await terminal.run(["whoami", "--url", app.url]);
  expect(after.code).toBe(1);
  expect(after.stderr).toBe(`You are not signed in to ${app.url}.\nSign in with: plinth login\n`);
  expect((await terminal.run(["logout"])).stdout).toBe("You were not signed in.\n");
});

test("only the user can read the stored session, and the password is nowhere", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  await app.as("ada");

  await terminal.run(["login", "--email", "ada@example.com"], PASSWORD);

  const file = join(terminal.configFolder, "credentials.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const stored = await readFile(file, "utf8");
  expect(JSON.parse(stored)).toMatchObject({ url: app.url, session: expect.stringMatching(/^\w{20,}$/) });
  expect(stored).not.toContain(PASSWORD);
});

test("nobody signs in while a key or a session is set that every command would use instead", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  await app.as("ada");
  const login = ["login", "--email", "ada@example.com"];

  for (const name of ["PLINTH_KEY", "PLINTH_SESSION"]) {
    terminal.env[name] = "plk_something";
    expect(await terminal.run(login, PASSWORD)).toEqual({
      ...{ code: 1, stdout: "" },
      stderr: `${name} is set, and every command would go on using it instead of what you sign in to.\nUnset ${name} first: unset ${name}\n`,
    });
    delete terminal.env[name];
  }
  expect(await terminal.run([...login, "--key", "plk_something"], PASSWORD)).toMatchObject({ code: 2 });
  await expect(stat(join(terminal.configFolder, "credentials.json"))).rejects.toThrow("ENOENT");
  expect(await (await app.as("ada")).sessions.list.query()).toHaveLength(1);
});

test("whoever has a second factor is asked for a code of their app, or a recovery code", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  const ada = await app.as("ada");
  const { code, recoveryCodes } = await setUpApp(ada);
  const login = (...lines: string[]) => terminal.run(["login", "--email", "ada@example.com"], lines.join("\n"));

  const unasked = await login(PASSWORD);
  const wrong = await login(PASSWORD, "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa");
  expect(unasked).toMatchObject({ code: 2, stderr: "Standard input has no code of your app or recovery code.\n" });
  expect(wrong).toMatchObject({ code: 1, stderr: "That code is not right, or was used before.\n" });
  await expect(stat(join(terminal.configFolder, "credentials.json"))).rejects.toThrow("ENOENT");

  for (const shown of [code(), recoveryCodes[0] ?? ""]) {
    const signedIn = await login(PASSWORD, shown);
    expect(signedIn).toEqual({ code: 0, stdout: `Signed in to ${app.url} as ada@example.com.\n`, stderr: "" });
    expect((await terminal.run(["whoami"])).stdout).toContain("Ada");
  }

  await changeToPasskey(app, ada);
  // Recovery codes stand in for a passkey as well.
  expect(await login(PASSWORD, recoveryCodes[1] ?? "")).toMatchObject({ code: 0 });
  await app.database.write((db) => db.delete(tables.recoveryCodes));
  expect(await login(PASSWORD)).toMatchObject({
    code: 1,
    stderr: "This account asks for a passkey, which takes a browser.\nSign in with: plinth login\n",
  });
});

test("a wrong password is refused and stores nothing", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  await app.as("ada");

  const refused = await terminal.run(["login", "--email", "ada@example.com"], "not my password");
  const silent = await terminal.run(["login", "--email", "ada@example.com"], "");

  expect(refused).toEqual({ code: 1, stdout: "", stderr: "E-mail or password is not right.\n" });
  expect(silent).toMatchObject({ code: 2, stderr: "Standard input has no password.\n" });
  await expect(stat(join(terminal.configFolder, "credentials.json"))).rejects.toThrow("ENOENT");
});

test("a stored session is sent to no other server", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal();
  await app.as("ada");
  await terminal.run(["login", "--url", app.url, "--email", "ada@example.com"], PASSWORD);
  const authorizations: (string | undefined)[] = [];
  await using other = await listening((request, response) => {
    authorizations.push(request.headers.authorization);
    response.writeHead(200, { "Content-Type": "application/json" }).end('[{"result":{"data":{}}}]');
  });

  const call = await terminal.run(["call", "accounts.installation", "--query", "--url", other.url]);
  const whoami = await terminal.run(["whoami", "--url", other.url]);

  expect(call.code).toBe(0);
  expect(whoami).toMatchObject({ code: 1, stderr: expect.stringContaining(`not signed in to ${other.url}`) });
  expect(authorizations).toEqual([undefined]);
});

test("the environment names another server and session than the last login", async () => {
  await using app = await serveApp();
  const port = await freePort();
  await using terminal = await openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("bob") });
  await writeFile(
    join(terminal.configFolder, "credentials.json"),
    JSON.stringify({ url: `http://127.0.0.1:${port}`, session: "x".repeat(40) }),
  );

  expect(await terminal.run(["whoami"])).toMatchObject({ code: 0, stdout: expect.stringContaining("Bob") });
});

test("a session that has ended asks to sign in again", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: "x".repeat(40) });

  expect(await terminal.run(["whoami"])).toEqual({
    code: 1,
    stdout: "",
    stderr: "Your session is not valid or has ended.\nSign in with: plinth login\n",
  });
  expect(await terminal.json(["whoami"])).toMatchObject({ code: 1, value: { error: { code: "UNAUTHORIZED" } } });
});

test("a server that is not there is named, with what to start", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  await using terminal = await openTerminal({ PLINTH_URL: url, PLINTH_SESSION: "x".repeat(40) });

  const { code, stderr } = await terminal.run(["whoami"]);

  expect(code).toBe(3);
  expect(stderr).toBe(
    `No Plinth server answers at ${url} (ECONNREFUSED).\nStart one with: npx pnpm start. To use another: --url or PLINTH_URL.\n`,
  );
  expect(await terminal.json(["whoami"])).toMatchObject({ code: 3, value: { error: { code: "UNREACHABLE" } } });
});

test("another server in its place is told apart", async () => {
  await using other = await listening((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
  await using terminal = await openTerminal({ PLINTH_URL: other.url, PLINTH_SESSION: "x".repeat(40) });

  const { code, stderr } = await terminal.run(["whoami"]);

  expect(code).toBe(3);
  expect(stderr).toContain(`What answers at ${other.url} is not a Plinth server (502 Bad Gateway).`);
});

test("a damaged file with the session says which one it is", async () => {
  await using terminal = await openTerminal();
  const file = join(terminal.configFolder, "credentials.json");
  await writeFile(file, '{"url":');

  const { code, stderr } = await terminal.run(["whoami"]);

  expect(code).toBe(1);
  expect(stderr).toBe(`${file} is damaged.\nDelete it, then: plinth login\n`);
});

async function listening(answer: Parameters<typeof createServer>[1]) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe because a server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
