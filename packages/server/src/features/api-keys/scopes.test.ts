import type { ProcedureMeta } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { appRouter } from "../../router.ts";
import { keyFeatures, scopes } from "./scopes.ts";

test("there is a scope for all that keys can call, and for nothing else", () => {
  const found: Record<string, Set<string>> = {};
  // Safe because the router keeps its procedures flat, by path.
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>);
  for (const [path, { _def }] of procedures) {
    const { kind, audience } = _def.meta as ProcedureMeta;
    const [feature = ""] = path.split(".");
    if (kind === "subscription" || (audience !== "signed-in" && audience !== "anyone")) continue;
    found[feature] ??= new Set();
    found[feature].add(kind === "query" ? "read" : "write");
  }

  const declared = Object.fromEntries(Object.entries(keyFeatures).map(([name, access]) => [name, new Set(access)]));
  expect(declared).toEqual(found);
  expect(new Set(scopes).size).toBe(scopes.length);
  expect(scopes).toEqual(expect.arrayContaining(["*:read", "*:write", "tasks:read", "tasks:write", "search:read"]));
  expect(scopes).not.toContain("search:write");
});
