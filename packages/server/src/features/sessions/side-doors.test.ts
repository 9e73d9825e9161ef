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
  }).toMatchInlineSnapshot(`
    {
      "beginSession": [
        "sessions/complete-sign-in.ts",
        "sessions/confirm-sign-in.ts",
      ],
      "completeSignIn": [
        "device-logins/poll-device-login.ts",
        "passkeys/sign-in.ts",
        "providers/sign-in-with.ts",
        "sessions/sign-in.ts",
        "sign-in-links/use-sign-in-link.ts",
      ],
      "insertSession": [
        "people/impersonate.ts",
        "sessions/prove-me.ts",
        "sessions/start-session.ts",
      ],
      "startSession": [
        "sessions/complete-sign-in.ts",
      ],
    }
  `);
});

test("what somebody can do about accounts and credentials without a proof is listed here", () => {
  const features = [
    "accounts",
    "passwords",
    "signInLinks",
    "emails",
    "devices",
    "sessions",
    "recoveryCodes",
    "totp",
    "passkeys",
    "providers",
    "apiKeys",
    "deviceLogins",
  ];
  const open = Object.entries(procedures).filter(([path, { _def }]) => {
    const { kind, sensitive } = _def.meta as ProcedureMeta;
    return features.includes(path.split(".")[0] ?? "") && kind !== "query" && !sensitive;
  });

  expect(
    open.map(([path, { _def }]) => `${path}: ${(_def.meta as ProcedureMeta).audience}`).sort(),
  ).toMatchInlineSnapshot(`
    [
      "accounts.rename: person",
      "accounts.setUp: anyone but keys",
      "accounts.signUp: anyone but keys",
      "apiKeys.revoke: person",
      "apiKeys.revokeOfWorkspace: person",
      "deviceLogins.begin: anyone but keys",
      "deviceLogins.deny: person",
      "deviceLogins.find: person",
      "deviceLogins.poll: anyone but keys",
      "devices.distrust: person",
      "devices.distrustAll: person",
      "emails.cancel: person",
      "emails.confirm: person",
      "emails.resend: person",
      "emails.undo: anyone but keys",
      "emails.verify: person",
      "passkeys.beginProof: person",
      "passkeys.beginSecondFactor: anyone but keys",
      "passkeys.beginSignIn: anyone but keys",
      "passkeys.finishProof: person",
      "passkeys.finishSecondFactor: anyone but keys",
      "passkeys.finishSignIn: anyone but keys",
      "passkeys.rename: person",
      "passwords.forgot: anyone but keys",
      "passwords.reset: anyone but keys",
      "providers.begin: anyone but keys",
      "providers.finish: anyone but keys",
      "recoveryCodes.confirmSignIn: anyone but keys",
      "sessions.askProofByMail: person",
      "sessions.changePassword: person",
      "sessions.end: person",
      "sessions.endOthers: person",
      "sessions.prove: person",
      "sessions.proveByMail: person",
      "sessions.signIn: anyone but keys",
      "sessions.signOut: person",
      "signInLinks.ask: anyone but keys",
      "signInLinks.use: anyone but keys",
      "totp.confirmSignIn: anyone but keys",
      "totp.prove: person",
    ]
  `);
});
