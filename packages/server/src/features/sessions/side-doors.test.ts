// Faults: 73.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcedureMeta } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { appRouter } from "../../router.ts";

const FEATURES = fileURLToPath(new URL("..", import.meta.url));
// Safe because the router keeps its procedures flat, by path, beside the types that nest them.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** The source files of the product that call this. */
function callersOf(name: string): string[] {
  const files = readdirSync(FEATURES, { recursive: true, withFileTypes: true });
  const sources = files.filter((file) => file.isFile() && /(?<!\.test)\.ts$/.test(file.name));
  return sources
    .map((file) => join(file.parentPath, file.name))
    .filter((path) =>
      new RegExp(`(?<!function )\\b${name}\\(`).test(readFileSync(path, "utf8").replaceAll(/^ \* .*$/gm, "")),
    )
    .map((path) => relative(FEATURES, path))
    .sort();
}

test("a session starts behind the second factor, and nowhere else", () => {
  expect({
    // Asks for it.
    completeSignIn: callersOf("completeSignIn"),
    // Has been shown it.
    beginSession: callersOf("beginSession"),
    startSession: callersOf("startSession"),
    // Goes on with a session there was.
    insertSession: callersOf("insertSession"),
  }).toMatchInlineSnapshot();
});

test("what somebody can do about accounts and credentials without a proof is listed here", () => {
  const features = ["accounts", "devices", "sessions", "recoveryCodes", "totp", "passkeys", "providers", "keys"];
  const open = Object.entries(procedures).filter(([path, { _def }]) => {
    const { kind, sensitive } = _def.meta as ProcedureMeta;
    return features.includes(path.split(".")[0] ?? "") && kind !== "query" && !sensitive;
  });

  expect(
    open.map(([path, { _def }]) => `${path}: ${(_def.meta as ProcedureMeta).audience}`).sort(),
  ).toMatchInlineSnapshot();
});
