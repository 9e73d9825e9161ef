import { type EventRow, events } from "@plinth/kernel";
import type { PgTable } from "drizzle-orm/pg-core";
import * as tables from "../src/tables.ts";
import type { TestApp } from "./test-app.ts";

/** What stands in every column that nobody is to be shown, with what makes it one of a kind behind it. */
export const HIDDEN = "hidden";

/** Where somebody works. */
export interface Place {
  workspaceId: string;
  projectId: string;
  statusId: string;
}

let made = 0;

/**
 * Puts one row about somebody into every table that there is one in, and two tasks and events: `made` and `given`, `test.did` and `test.undergone`. A
 * third task is deleted.
 *
 * @param otherId - who gave them a task, and did something to them.
 */
export async function insertEverythingAbout(
  { database, now }: TestApp,
  userId: string,
  otherId: string,
  { workspaceId, projectId, statusId }: Place,
): Promise<void> {
  const [at, later] = [now(), new Date(now().getTime() + 86_400_000)];
  const hidden = () => `${HIDDEN}${++made}`;
  const mine = { userId, createdAt: at };
  const task = (title: string, more: object = {}) => ({
    ...{ workspaceId, projectId, statusId, number: ++made, title, titleFolded: hidden(), body: "", priority: "none" },
    ...{ rank: hidden(), version: 1, createdBy: userId, createdAt: at, updatedAt: at, ...more },
  });
  const event = (name: string, more: Partial<EventRow>) => ({
    ...{ name, at, actorKind: "user", actorId: userId, requestId: hidden(), subjectId: projectId, data: {}, ...more },
  });
  await database.write(async (db) => {
    // Safe because a row that does not fit its table is refused by the database.
    const insert = (table: PgTable, ...rows: object[]) => db.insert(table).values(rows as never[]);
    await insert(tables.members, { workspaceId, userId, role: "member", joinedAt: at });
    const [row] = await db
      .insert(tables.tasks)
      .values(task("made") as never)
      .returning({ id: tables.tasks.id });
    const taskId = row?.id ?? "";
    await insert(
      tables.tasks,
      task("given", { createdBy: otherId, assigneeId: userId }),
      task("deleted", { deletedAt: at }),
    );
    const said = { workspaceId, taskId, authorId: userId, body: "said", createdAt: at };
    const [comment] = await db.insert(tables.comments).values(said).returning({ id: tables.comments.id });
    const commentId = comment?.id ?? "";
    await insert(tables.mentions, { commentId, userId });
    await insert(tables.reactions, { commentId, userId, kind: "+1" });
    await insert(tables.follows, { taskId, userId, following: true });
    const note = { userId, kind: "mentioned", groupKey: taskId, workspaceId, count: 1, items: [], inApp: true };
    await insert(tables.notifications, { ...note, waitingSince: at, lastAt: at });
    await insert(tables.notificationPreferences, { userId, kind: "mentioned", inApp: true, mail: "never" });
    await insert(tables.digests, { userId, hour: 8 });
    await insert(tables.presences, { taskId, userId, tabId: hidden(), seenAt: at });
    await insert(tables.invites, {
      ...{ workspaceId, email: "new@example.com", role: "member", tokenHash: hidden(), invitedBy: userId },
      ...{ createdAt: at, expiresAt: later },
    });
    const counted = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
    await insert(tables.imports, { projectId, source: "csv", startedBy: userId, startedAt: at, ...counted });
    await insert(tables.webhooks, {
      ...{ workspaceId, url: "https://example.com/", events: ["*"], secret: hidden(), previousSecret: hidden() },
      ...{ vouchedBy: userId, failures: 0, createdAt: at },
    });
    const session = { id: hidden(), ...mine, lastSeenAt: at, expiresAt: later };
    await insert(tables.sessions, session);
    await insert(tables.devices, { ...mine, tokenHash: hidden(), lastSeenAt: at });
    await insert(tables.emailChanges, {
      ...mine,
      oldEmail: "a@example.com",
      newEmail: "b@example.com",
      expiresAt: later,
    });
    await insert(tables.connections, { ...mine, provider: "github", issuer: "https://github.com", subject: userId });
    const passkey = { credentialId: hidden(), publicKey: hidden(), counter: 0, transports: [], isSynced: false };
    await insert(tables.passkeys, { ...mine, ...passkey, isBackedUp: false, name: "Laptop" });
    await insert(tables.totps, { userId, secret: hidden(), pendingSecret: hidden(), confirmedAt: at, lastStep: 0 });
    await insert(tables.recoveryCodes, { ...mine, codeHash: hidden() });
    await insert(tables.apiKeys, {
      ...mine,
      name: "Deploy",
      prefix: "plk_",
      tokenHash: hidden(),
      scopes: [],
      expiresAt: later,
    });
    await insert(
      events,
      event("test.did", { tenantId: workspaceId }),
      event("test.undergone", { actorId: otherId, subjectId: userId }),
    );
  });
}
