import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SOURCES = fileURLToPath(new URL("..", import.meta.url));

/** What each source file of the product has of this, as `file: match`. */
function found(pattern: RegExp): string[] {
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true });
  const sources = files.filter((file) => file.isFile() && /(?<!\.test)\.ts$/.test(file.name));
  return sources
    .map((file) => join(file.parentPath, file.name))
    .flatMap((path) => {
      const matches = readFileSync(path, "utf8").matchAll(pattern);
      return [...matches].map(([whole, named]) => `${relative(SOURCES, path)}: ${named ?? whole}`);
    })
    .sort();
}

test("what is written without a rule is listed here, with the reason", () => {
  expect(found(/\bunruled\(\s*\w+,\s*"([^"]*)",?\s*\)/g)).toMatchInlineSnapshot(`
    [
      "attempts/attempts.ts: attempts are counted before it is known whose they are",
      "attempts/attempts.ts: housekeeping looks after everybody's attempts",
      "features/accounts/accounts.ts: the set-up link is the right to use it",
      "features/accounts/accounts.ts: whoever signs up has no row yet",
      "features/accounts/set-up-link.ts: the set-up link is older than the first account",
      "features/audit/seal-audit.ts: housekeeping seals everybody's history",
      "features/device-logins/begin-device-login.ts: a program that asks to be signed in is nobody's yet",
      "features/device-logins/poll-device-login.ts: whoever holds the code of a program has the right to use it",
      "features/devices/devices.ts: a browser is known before anybody has signed in",
      "features/emails/undo-change.ts: whoever reads the mail of the old address may take the change back",
      "features/invites/accept-invite.ts: an invite's link is the right to use it",
      "features/jobs/change-job.ts: operators look after everybody's jobs",
      "features/notifications/forget-comment.ts: what is deleted is told to nobody any more",
      "features/notifications/mail-notification.ts: the system notes what it mailed",
      "features/notifications/purge-notifications.ts: housekeeping looks after everybody's notifications",
      "features/notifications/send-digest.ts: the system notes of what it has sent a digest",
      "features/notifications/tell.ts: people are told by the system, each of what they may see",
      "features/passkeys/assertions.ts: a passkey counts its uses before anybody is signed in",
      "features/presence/sweep-presences.ts: housekeeping looks after everybody's presence",
      "features/providers/link.ts: who was sent to a provider may link what they came back with",
      "features/providers/sign-in-with.ts: the provider says that it is the account's person",
      "features/passwords/reset-password.ts: whoever holds a reset's link may set the password",
      "features/presence/sweep-presences.ts: housekeeping looks after everybody's presence",
      "features/sessions/claim-account.ts: whoever gets the mail of an account's address has the right to it",
      "features/sessions/end-sessions.ts: whoever shows that an account is theirs may end what others have of it",
      "features/recovery-codes/recovery-codes.ts: a code is shown before anybody has signed in",
      "features/sessions/prove-me.ts: the session that asks goes on under another token",
      "features/sessions/purge-sessions.ts: housekeeping looks after everybody's sessions",
      "features/sessions/start-session.ts: whoever proved who they are has the right to a session",
      "features/tasks/trash.ts: housekeeping looks after everybody's trash",
      "features/totp/use-code.ts: a code is shown before anybody has signed in",
      "features/webhooks/fan-out.ts: endpoints are told what happens by the installation",
      "features/webhooks/look-after-deliveries.ts: housekeeping looks after everybody's deliveries",
      "features/webhooks/look-after-deliveries.ts: housekeeping looks after everybody's deliveries",
      "features/webhooks/settle-delivery.ts: what came of a delivery is written down by the installation",
      "features/webhooks/take-turn.ts: deliveries are sent by the installation",
      "features/workspaces/create-workspace.ts: who makes a workspace needs no rights anywhere",
      "one-time-tokens/one-time-tokens.ts: housekeeping looks after everybody's tokens",
      "one-time-tokens/one-time-tokens.ts: whoever holds a one-time token has the right to use it",
    ]
  `);
  expect(found(/\bunruled\(/g)).toHaveLength(found(/\bunruled\(\s*\w+,\s*"[^"]{10,}",?\s*\)/g).length);
});

test("so is what opens a transaction by itself, outside the kinds of procedure", () => {
  expect(found(/\b(?:database|store)\.(?:write|statement)\(/g)).toMatchInlineSnapshot(`
    [
      "access/calls.ts: database.write(",
      "access/scene.ts: database.write(",
      "access/scene.ts: database.write(",
      "access/scene.ts: database.write(",
      "access/scene.ts: database.write(",
      "app.ts: database.write(",
      "demo/seed.ts: database.write(",
      "features/api-keys/authenticate-key.ts: database.write(",
      "features/audit/record-refusal.ts: database.write(",
      "features/audit/seal-audit.ts: database.write(",
      "features/sessions/authenticate.ts: database.write(",
      "features/sessions/lucia-adapter.ts: store.write(",
      "features/sessions/lucia-adapter.ts: store.write(",
      "features/sessions/lucia-adapter.ts: store.write(",
      "features/sessions/lucia-adapter.ts: store.write(",
      "features/sessions/lucia-adapter.ts: store.write(",
      "housekeeping.ts: database.write(",
    ]
  `);
});
