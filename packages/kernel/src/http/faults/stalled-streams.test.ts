// Faults: 22.
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { openRaw, rawRequest } from "../../../test/raw-http.ts";
import { t } from "../../index.ts";

test("a stream whose reader takes nothing stops, is let go, and cleans up after itself", async () => {
  let pulled = 0;
  let cleaned = false;
  const router = t.router({
    flood: t.procedure.subscription(async function* () {
      try {
        for (;;) {
          pulled += 1;
          yield "x".repeat(100_000);
        }
      } finally {
        cleaned = true;
      }
    }),
  });
  await using app = await serveNotes({ router, connections: { stalledTimeoutMs: 500 } });
  const client = await openRaw(app.port);
  client.socket.pause();

  client.write(rawRequest("GET /rpc/flood", { Accept: "text/event-stream" }));
  await expect.poll(() => cleaned, { timeout: 15_000 }).toBe(true);

  // What was made is what the buffers of both ends hold, and no more.
  expect(pulled).toBeGreaterThan(0);
  expect(pulled).toBeLessThan(500);
  client.socket.resume();
  await client.closed;
});
