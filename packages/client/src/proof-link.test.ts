import type { AppRouter } from "@plinth/server";
import { createTRPCClient, httpLink } from "@trpc/client";
import { expect, test } from "vitest";
import { isFailure } from "./failure.ts";
import { proofLink } from "./proof-link.ts";

const refusal = (details: object | null) => ({
  error: { code: -32_003, message: "no", data: { code: "FORBIDDEN", httpStatus: 403, details } },
});
const done = { result: { data: { id: "1" } } };

/** A server that gives these answers in turn, and what the person is asked. */
function talkTo(answers: object[], proves: () => Promise<boolean>) {
  const asked = { calls: 0, proofs: 0 };
  const answer: typeof fetch = async () => Response.json(answers[asked.calls++]);
  const ask = () => {
    asked.proofs += 1;
    return proves();
  };
  const client = createTRPCClient<AppRouter>({
    links: [proofLink(ask), httpLink({ url: "http://localhost/rpc", fetch: answer })],
  });
  return { asked, rename: () => client.accounts.rename.mutate({ name: "Ada" }) };
}

const needed = refusal({ needs: "proof" });

test("what needs a proof is sent again once the person gave one", async () => {
  const { asked, rename } = talkTo([needed, done], async () => true);

  expect(await rename()).toEqual({ id: "1" });
  expect(asked).toEqual({ calls: 2, proofs: 1 });
});

test.each([
  ["does not want to", async () => false],
  ["cannot", () => Promise.reject(new Error("closed"))],
])("a person who %s gets the refusal", async (_, proves) => {
  const { asked, rename } = talkTo([needed, done], proves);

  const error = await rename().catch((error: unknown) => error);

  expect(isFailure(error, "FORBIDDEN") && error.data.details).toEqual({ needs: "proof" });
  expect(asked).toEqual({ calls: 1, proofs: 1 });
});

test("a server that is not content with a proof is not asked on and on", async () => {
  const { asked, rename } = talkTo([needed, needed, done], async () => true);

  await expect(rename()).rejects.toThrow("no");
  expect(asked).toEqual({ calls: 2, proofs: 1 });
});

test.each([[null], [{ needs: "money" }]])("nobody is asked because of another refusal: %j", async (details) => {
  const { asked, rename } = talkTo([refusal(details), done], async () => true);

  await expect(rename()).rejects.toThrow("no");
  expect(asked).toEqual({ calls: 1, proofs: 0 });
});
