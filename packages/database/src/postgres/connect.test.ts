import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "../../test/postgres-server.ts";
import { openDatabase } from "../database.ts";

const server = process.env.DATABASE_URL ?? "";
const place = new URL(server).host;

/** The suite's server, with something about the address changed. */
const address = (change: Partial<URL>) => Object.assign(new URL(server), change).href;
const refusal = (url: string) =>
  openDatabase({ url }).then(
    () => "opened",
    ({ code, message }) => `${code}: ${message}`,
  );

test("a server that is not there is named, without the password", async () => {
  const port = String(await freePort());

  expect(await refusal(address({ port, hostname: "127.0.0.1", password: "hunter2" }))).toBe(
    `DATABASE_UNREACHABLE: No database answers at 127.0.0.1:${port} (ECONNREFUSED). Start it, or name another one in DATABASE_URL.`,
  );
  expect(await refusal(address({ hostname: "no-such-host.invalid", password: "hunter2" }))).toMatch(
    /^DATABASE_UNREACHABLE: No database answers at no-such-host\.invalid:\d+ \((ENOTFOUND|EAI_AGAIN)\)\./,
  );
});

test("what a server refuses is said in its own words: the user, the password, the database", async () => {
  const words = (why: string) =>
    `DATABASE_REFUSES: The database at ${place} cannot be opened: ${why}. DATABASE_URL names the database to use.`;

  // A server that asks for no password says that there is no such user.
  expect([words('password authentication failed for user "nobody"'), words('role "nobody" does not exist')]).toContain(
    await refusal(address({ username: "nobody", password: "hunter2" })),
  );
  expect(await refusal(address({ pathname: "/nowhere" }))).toBe(words('database "nowhere" does not exist'));
});

test("an address that asks for encryption never falls back to a connection without it", async () => {
  for (const mode of ["require", "verify-full"]) {
    expect(await refusal(address({ search: `?sslmode=${mode}` }))).toMatch(/does not support SSL connections/);
  }
});

test("an address that is none, and a server that speaks something else, end in words too", async () => {
  expect(await refusal("postgres://plinth:hunter2@localhost:99999/plinth")).toBe(
    "DATABASE_REFUSES: DATABASE_URL cannot be used: Invalid URL. It looks like postgres://user:password@host:5432/database.",
  );
  const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));

  expect(await refusal(`postgres://plinth:hunter2@127.0.0.1:${port}/plinth`)).toMatch(
    new RegExp(`^DATABASE_(REFUSES|UNREACHABLE): .* at 127\\.0\\.0\\.1:${port}\\b(?!.*hunter2)`),
  );
  other.close();
});
