// Faults: 186.
import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { events } from "@plinth/kernel";
import { expect, test } from "vitest";
import { mutations, whoMay } from "../../../test/mutations.ts";
import { call, callerFor } from "../../access/calls.ts";
import { sampleFor } from "../../access/measure-access.ts";
import { setScene } from "../../access/scene.ts";

const reaction = "a reaction stands beside its comment with its person, and changes nothing else";
const inbox = "what somebody hears of and has read is theirs alone, and nobody else's business";
const passing = "who looks at a task now is no history: it is gone a minute later";

/** What changes something and records nothing, with the reason. */
const unrecorded: Record<string, string> = {
  "comments.react": reaction,
  "comments.unreact": reaction,
  "emails.cancel": "in the sample no change of address waits; see emails/change-address.test.ts",
  "tasks.move": "the sample changes the order within a column; what goes into another column is task.moved",
  "presence.here": passing,
  "presence.gone": passing,
  "follows.follow": inbox,
  "follows.unfollow": inbox,
  "notifications.markAllRead": inbox,
  "notifications.markRead": inbox,
  "notifications.markTaskRead": inbox,
  "notifications.markUnread": inbox,
  "notifications.setDigest": inbox,
  "notifications.setPreference": inbox,
};

test("every mutation records what it did, or is listed here with the reason", { timeout: 120_000 }, async () => {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url });
  const { actors, places } = await setScene(database);
  const recorded: Record<string, string> = {};

  for (const path of mutations) {
    const undone = new Error("undone");
    const transaction = database.write(async (db) => {
      const before = new Set((await db.select({ id: events.id }).from(events)).map(({ id }) => id));
      const { code } = await call(callerFor(database, actors[whoMay(path)]), path, sampleFor(path, places.own));
      const after = await db.select({ id: events.id, name: events.name }).from(events);
      const names = new Set(after.filter(({ id }) => !before.has(id)).map(({ name }) => name));
      recorded[path] = code === "OK" ? [...names].sort().join(", ") : code;
      throw undone;
    });
    await expect(transaction).rejects.toBe(undone);
  }

  const silent = Object.keys(recorded).filter((path) => recorded[path] === "");
  expect(silent.sort()).toEqual(Object.keys(unrecorded).sort());
  expect(recorded).toMatchInlineSnapshot(`
    {
      "accounts.rename": "account.renamed",
      "apiKeys.create": "key.created",
      "apiKeys.revoke": "key.revoked",
      "apiKeys.revokeOfWorkspace": "key.revoked",
      "audit.export": "audit.exported",
      "audit.exportInstallation": "audit.exported",
      "comments.create": "comment.created",
      "comments.delete": "comment.deleted",
      "comments.edit": "comment.edited",
      "comments.react": "",
      "comments.unreact": "",
      "devices.distrust": "account.browser_distrusted",
      "devices.distrustAll": "account.browser_distrusted",
      "emails.cancel": "",
      "follows.follow": "",
      "follows.unfollow": "",
      "imports.addRows": "task.imported",
      "imports.finish": "import.finished",
      "imports.start": "import.started",
      "invites.accept": "member.joined",
      "invites.create": "invite.created",
      "invites.revoke": "invite.revoked",
      "jobs.cancel": "job.canceled",
      "jobs.retry": "job.retried",
      "labels.create": "label.created",
      "labels.delete": "label.deleted",
      "labels.update": "label.changed",
      "members.changeRole": "member.role_changed",
      "members.leave": "member.left",
      "members.remove": "member.removed",
      "members.requireSecondFactor": "workspace.second_factor_required",
      "notifications.markAllRead": "",
      "notifications.markRead": "",
      "notifications.markTaskRead": "",
      "notifications.markUnread": "",
      "notifications.setDigest": "",
      "notifications.setPreference": "",
      "passkeys.remove": "account.passkey_removed, session.ended",
      "passkeys.rename": "account.passkey_renamed",
      "presence.gone": "",
      "presence.here": "",
      "projects.archive": "project.archived",
      "projects.create": "project.created",
      "projects.restore": "project.restored",
      "projects.update": "project.changed",
      "providers.unlink": "account.unlinked",
      "recoveryCodes.renew": "account.recovery_codes_renewed",
      "sessions.end": "session.ended",
      "sessions.endOthers": "session.ended",
      "statuses.create": "status.created",
      "statuses.delete": "status.deleted, task.moved",
      "statuses.move": "status.changed",
      "statuses.update": "status.changed",
      "tasks.create": "task.created",
      "tasks.delete": "task.deleted",
      "tasks.move": "",
      "tasks.restore": "task.restored",
      "tasks.update": "task.changed",
      "tasks.updateMany": "task.changed",
      "totp.confirm": "account.totp_replaced, session.ended",
      "totp.disable": "account.totp_removed, session.ended",
      "totp.enrol": "account.totp_begun",
      "webhooks.create": "webhook.created",
      "webhooks.delete": "webhook.deleted",
      "webhooks.disable": "webhook.disabled",
      "webhooks.enable": "webhook.enabled",
      "webhooks.redeliver": "webhook.redelivered",
      "webhooks.rotateSecret": "webhook.secret_rotated",
      "webhooks.sendTest": "webhook.tested",
      "webhooks.update": "webhook.changed",
      "workspaces.create": "member.joined, workspace.created",
      "workspaces.update": "workspace.changed",
    }
  `);
  await database.close();
  await own.drop();
});
