import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { pwnedPasswords } from "./pwned-passwords.ts";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();
const lineOf = (password: string, count = 7) => `${sha1(password).slice(5)}:${count}`;

interface Asked {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
}

/** A server that answers every range alike, and what it was asked. */
async function serve(answer: (response: ServerResponse) => unknown) {
  const asked: Asked[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push({ method, path: url, headers });
    answer(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  const warnings: unknown[] = [];
  const log = { warn: (facts: unknown) => void warnings.push(facts) };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, warnings, port: pwnedPasswords({ log, url, timeoutMs: 300 }) };
}

test("the service learns five digits of a hash and nothing else, and is asked for padding", async () => {
  const { asked, port } = await serve((response) => response.end(`${lineOf("hunter2hunter2")}\r\n${lineOf("other")}`));

  expect(await port.isBreached("hunter2hunter2")).toBe(true);

  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ method: "GET", path: `/range/${sha1("hunter2hunter2").slice(0, 5)}` });
  expect(asked[0]?.headers["add-padding"]).toBe("true");
  expect(JSON.stringify(asked)).not.toContain(sha1("hunter2hunter2").slice(5, 12));
});

test("what is not listed passes, and so does what is only padding", async () => {
  const { port, warnings } = await serve((response) => response.end(`${lineOf("padded", 0)}\r\n${lineOf("another")}`));

  expect(await port.isBreached("a good password")).toBe(false);
  expect(await port.isBreached("padded")).toBe(false);
  expect(warnings).toEqual([]);
});

const failures: [string, (response: ServerResponse) => unknown][] = [
  ["an error", (response) => response.writeHead(503).end(lineOf("stolen password"))],
  ["silence", () => {}],
  ["a broken connection", (response) => response.destroy()],
  ["another address", (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
  ["more than there is", (response) => response.end("x".repeat(300_000))],
];

test.each(failures)(
  "a service that answers with %s keeps nobody from having a password, and the log says so",
  async (_, answer) => {
    const { port, warnings } = await serve(answer);

    expect(await port.isBreached("stolen password")).toBe(false);

    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain("stolen password");
  },
);
