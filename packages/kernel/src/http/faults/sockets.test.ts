import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange, rawRequest } from "../../../test/raw-http.ts";

/** What comes of opening a socket: `open`, or the status and message of the refusal. */
function opened(url: string, headers: Record<string, string | undefined>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers: JSON.parse(JSON.stringify(headers)) });
    socket.on("open", () => {
      resolve("open");
      socket.terminate();
    });
    socket.on("unexpected-response", (_, response) => {
      response.setEncoding("utf8").on("data", (body: string) => resolve(`${response.statusCode} ${body}`));
    });
    socket.on("error", (error) => resolve(error.message));
  });
}

async function serveSockets() {
  const app = await serveNotes({ origins: ["https://plinth.example"] });
  return Object.assign(app, { socket: app.url.replace(/^http/, "ws") });
}

test("a page of another site opens no socket, with or without the cookie that would come along", async () => {
  await using app = await serveSockets();
  const live = `${app.socket}/live`;

  for (const headers of [
    { origin: "https://evil.example", cookie: "session=1" },
    { origin: "https://evil.example" },
    { origin: "null", cookie: "session=1" },
    { cookie: "session=1" },
  ]) {
    expect(await opened(live, headers)).toMatch(/^403 .*Sockets of other sites are refused/);
  }
  expect(await opened(live, { origin: "https://plinth.example", cookie: "session=1" })).toBe("open");
  expect(await opened(live, {})).toBe("open");
});

test("a refused socket is answered like any other refusal, and logged with where it came from", async () => {
  await using app = await serveNotes({ origins: ["https://plinth.example"], secure: true });

  const [answer] = await exchange(
    app.port,
    rawRequest("GET /live", {
      ...{ Connection: "Upgrade", Upgrade: "websocket", Origin: "https://evil.example" },
      ...{ "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" },
    }),
  );

  expect(answer).toMatchObject({
    status: 403,
    headers: {
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "cache-control": "no-store",
    },
  });
  const line = app.lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === "socket refused");
  expect(line).toMatchObject({ address: "127.0.0.1", requestId: answer?.headers["x-request-id"] });
});

test("a socket is opened in one place only, and under the names that are served", async () => {
  await using app = await serveSockets();

  expect(await opened(`${app.socket}/elsewhere`, {})).toMatch(/^404 /);
  expect(await opened(`${app.socket}/live`, { host: "evil.example" })).toMatch(/^400 /);
});

test("a message that is too large ends its connection, and harms nobody else's", async () => {
  await using app = await serveSockets();
  const socket = new WebSocket(`${app.socket}/live`);
  await new Promise((resolve) => socket.on("open", resolve));

  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  socket.on("error", () => {});
  socket.send("x".repeat(200_000));

  expect(await closed).toBe(1009);
  expect(await opened(`${app.socket}/live`, {})).toBe("open");
});
