// Faults: 33.
import { afterEach, expect, test, vi } from "vitest";
import { adapters, send } from "../../../test/send.ts";
import { t } from "../../index.ts";

const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

const calls = [
  { path: "/rpc/crash" },
  { path: "/rpc/missing" },
  { path: "/rpc/failTrpc" },
  { path: "/rpc/throwText" },
  { path: "/rpc/nope" },
  { path: "/rpc/private" },
  { path: "/rpc/%E0%A4%A" },
  { path: `/rpc/fail?${input({ code: "INTERNAL_SERVER_ERROR" })}` },
  { path: `/rpc/fail?${input({ code: 7 })}` },
  { path: `/rpc/echo?${input("[")}` },
  { path: "/rpc/echo?input=%7B" },
  { path: "/rpc/crash,hello,missing?batch=1" },
  { path: "/rpc/crash,missing?batch=1", headers: { "trpc-accept": "application/jsonl" } },
  { path: "/rpc/crashWrite", body: "" },
  { path: "/rpc/echoWrite", body: "{" },
  { path: "/rpc/echoWrite", body: "{}" },
  { path: "/rpc/echoWrite,crashWrite?batch=1", body: {} },
  { path: "/rpc/streamed" },
  { path: "/rpc/ticks,ticks?batch=1" },
  { path: "/nowhere" },
];

afterEach(() => void vi.unstubAllEnvs());

test.each([undefined, "development", "production"])(
  "no answer holds a stack or a path of ours, with NODE_ENV %s",
  async (mode) => {
    vi.stubEnv("NODE_ENV", mode);
    vi.resetModules();
    const [{ serveNotes }, { oddRouter }] = await Promise.all([
      import("../../../test/notes-app.ts"),
      import("../../../test/odd-router.ts"),
    ]);
    await using app = await serveNotes({ router: oddRouter });

    for (const call of calls) {
      for (const [, by] of adapters) {
        const { status, body } = await send(app.port, { ...call, path: by(call.path) });

        expect(status).toBeGreaterThanOrEqual(200);
        expect(body.length).toBeGreaterThan(0);
        expect(body).not.toMatch(/\bat .*[:(]\d+|node_modules|packages\/|file:|\.[cm]?[jt]s\b|"stack"|internal words/);
      }
    }
  },
);

test("tRPC is told not to send stacks, rather than left to ask NODE_ENV", () => {
  expect(t._config.isDev).toBe(false);
});
