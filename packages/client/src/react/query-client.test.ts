import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createClient } from "../client.ts";
import { createQueryClient } from "./query-client.ts";

test.each([
  ["NOT_FOUND", 404, 1],
  ["UNAUTHORIZED", 401, 1],
  ["INTERNAL_SERVER_ERROR", 500, 1],
  ["SERVICE_UNAVAILABLE", 503, 4],
])(
  "a query that meets %s (%i) is asked %i times: a refusal stands, a busy server is tried again",
  async (code, status, times) => {
    await using server = await refusing(status, { error: { message: "No.", code: -32_000, data: { code } } });

    expect(await askedOf(server)).toBe(times);
  },
);

test("a query that reached no Plinth server is asked again, three times", async () => {
  await using server = await refusing(502, "Bad gateway");

  expect(await askedOf(server)).toBe(4);
});

async function askedOf(server: { url: string; asked: number }): Promise<number> {
  const client = createClient({ url: server.url });
  const query = createQueryClient().fetchQuery({
    queryKey: ["installation"],
    queryFn: () => client.accounts.installation.query(),
    retryDelay: 1,
  });
  await expect(query).rejects.toThrow();
  return server.asked;
}

async function refusing(status: number, body: unknown) {
  const state = { url: "", asked: 0 };
  const server = createServer((_, response) => {
    state.asked += 1;
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe because a server that listens on a port has an AddressInfo.
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
