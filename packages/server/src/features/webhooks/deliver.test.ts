import type { JobContext } from "@plinth/kernel";
import { anyReach, publicReach, useReach } from "@plinth/kernel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deliver } from "./deliver.ts";
import { newSecret, sealSecret } from "./secrets.ts";

beforeEach(() => useReach(anyReach));
afterEach(() => useReach(publicReach));

test("an attempt that was stopped from here ends without a word about the endpoint", async () => {
  const finish = vi.fn();
  const turn = {
    webhook: { url: "http://127.0.0.1:9/", secret: sealSecret(newSecret()), previousSecret: null, previousUntil: null },
    delivery: { id: "1", body: "{}", sentAt: new Date() },
  };
  const signal = AbortSignal.abort(new Error("the process is about to end"));
  // Safe because an attempt asks for no more of its context.
  const ctx = { job: { id: "1" }, signal, finish, write: async () => turn } as unknown as JobContext;

  await expect(deliver(ctx, { deliveryId: "1" })).rejects.toThrow("the process is about to end");

  expect(finish).not.toHaveBeenCalled();
});
