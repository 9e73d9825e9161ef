import type { AnyColumn, Read } from "@plinth/database";
import { events } from "@plinth/kernel";
import { and, eq, getTableColumns, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { users } from "../accounts/table.ts";
import { apiKeys } from "../api-keys/table.ts";
import { comments, mentions, reactions } from "../comments/table.ts";
import { devices } from "../devices/table.ts";
import { emailChanges } from "../emails/table.ts";
import { follows } from "../follows/table.ts";
import { imports } from "../imports/table.ts";
import { invites } from "../invites/table.ts";
import { members } from "../members/table.ts";
import { digests, notificationPreferences, notifications } from "../notifications/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { presences } from "../presence/table.ts";
import { connections } from "../providers/table.ts";
import { recoveryCodes } from "../recovery-codes/table.ts";
import { sessions } from "../sessions/table.ts";
import { tasks } from "../tasks/table.ts";
import { totps } from "../totp/table.ts";
import { webhooks } from "../webhooks/table.ts";
import { dataExports } from "./table.ts";

/** One file of an export: the rows of one table that are about a person. */
export interface DataPart {
  /** `tasks` for `tasks.json`. */
  file: string;
  /** What is in it, for its reader. */
  holds: string;
  table: PgTable;
  /** Which rows are theirs. */
  whose(userId: string, db: Read): SQL | undefined;
  /** What they are read in the order of. Rows that have the same are read together, so there are never many. */
  by: AnyColumn;
  /** What is left out: secrets, and what only the machine needs. */
  omit?: readonly string[];
  /** What stands in place of a column. */
  instead?: (userId: string) => Record<string, SQL>;
}

/** What is in a workspace is its members': whoever left it takes nothing along. */
const inTheirWorkspaces = (workspaceId: AnyColumn, userId: string, db: Read) =>
  inArray(workspaceId, db.select({ id: members.workspaceId }).from(members).where(eq(members.userId, userId)));

/** Events outlive what they are about, so they name workspaces by text. */
const workspaceNames = (userId: string, db: Read) =>
  db
    .select({ id: sql<string>`cast(${members.workspaceId} as text)` })
    .from(members)
    .where(eq(members.userId, userId));

/** Where others were when they did something to somebody is not that person's to know. */
const isTheirDoing = (userId: string) => and(eq(events.actorId, userId), isNull(events.impersonatorId));

/** The map of what is about a person, a line a table. Whoever adds a table with a reference to `users` adds it here or below. */
export const dataParts: readonly DataPart[] = [
  { file: "account", holds: "Who you are here", table: users, whose: (id) => eq(users.id, id), by: users.id },
  {
    ...{ file: "sessions", holds: "Where you are signed in", table: sessions, by: sessions.id },
    // Those of an operator in their place are the operator's; the events say that there were some.
    whose: (id) => and(eq(sessions.userId, id), isNull(sessions.impersonatorId)),
    omit: ["id", "impersonatorId", "operatorSessionId"],
  },
  {
    ...{ file: "devices", holds: "Browsers you have signed in with", table: devices, by: devices.id },
    ...{ whose: (id) => eq(devices.userId, id), omit: ["tokenHash"] },
  },
  {
    ...{ file: "address-changes", holds: "Changes of your e-mail address", table: emailChanges, by: emailChanges.id },
    whose: (id) => eq(emailChanges.userId, id),
  },
  {
    ...{ file: "accounts-elsewhere", holds: "Accounts elsewhere that you sign in with", table: connections },
    ...{ by: connections.id, whose: (id) => eq(connections.userId, id) },
  },
  {
    ...{ file: "passkeys", holds: "Your passkeys", table: passkeys, by: passkeys.id },
    ...{ whose: (id) => eq(passkeys.userId, id), omit: ["credentialId", "publicKey", "counter"] },
  },
  {
    ...{ file: "apps-for-codes", holds: "Whether an app shows codes for you", table: totps, by: totps.userId },
    ...{ whose: (id) => eq(totps.userId, id), omit: ["secret", "pendingSecret", "lastStep"] },
  },
  {
    ...{ file: "recovery-codes", holds: "When your recovery codes were made and used", table: recoveryCodes },
    ...{ by: recoveryCodes.id, whose: (id) => eq(recoveryCodes.userId, id), omit: ["codeHash"] },
  },
  {
    ...{ file: "api-keys", holds: "Keys of programs that act for you", table: apiKeys, by: apiKeys.id },
    ...{ whose: (id) => eq(apiKeys.userId, id), omit: ["tokenHash"] },
  },
  {
    ...{ file: "memberships", holds: "Workspaces you belong to, and as what", table: members, by: members.workspaceId },
    whose: (id) => eq(members.userId, id),
  },
  {
    ...{ file: "tasks", holds: "Tasks you created or that are assigned to you", table: tasks, by: tasks.id },
    omit: ["titleFolded", "rank"],
    whose: (id, db) =>
      and(
        or(eq(tasks.createdBy, id), eq(tasks.assigneeId, id)),
        isNull(tasks.deletedAt),
        inTheirWorkspaces(tasks.workspaceId, id, db),
      ),
  },
  {
    ...{ file: "comments", holds: "What you wrote about tasks", table: comments, by: comments.id },
    whose: (id, db) => and(eq(comments.authorId, id), inTheirWorkspaces(comments.workspaceId, id, db)),
  },
  {
    ...{ file: "mentions", holds: "Comments that name you", table: mentions, by: mentions.commentId },
    whose: (id) => eq(mentions.userId, id),
  },
  {
    ...{ file: "reactions", holds: "Your reactions to comments", table: reactions, by: reactions.commentId },
    whose: (id) => eq(reactions.userId, id),
  },
  {
    ...{ file: "follows", holds: "Tasks you follow, or follow no more", table: follows, by: follows.taskId },
    whose: (id) => eq(follows.userId, id),
  },
  {
    ...{ file: "notifications", holds: "What you were told of", table: notifications, by: notifications.id },
    whose: (id) => eq(notifications.userId, id),
  },
  {
    ...{ file: "notification-preferences", holds: "What you want to be told of", table: notificationPreferences },
    ...{ by: notificationPreferences.kind, whose: (id) => eq(notificationPreferences.userId, id) },
  },
  {
    ...{ file: "digests", holds: "When you get the daily mail", table: digests, by: digests.userId },
    whose: (id) => eq(digests.userId, id),
  },
  {
    ...{ file: "presence", holds: "Tasks you have open just now", table: presences, by: presences.id },
    ...{ whose: (id) => eq(presences.userId, id), omit: ["tabId"] },
  },
  {
    ...{ file: "invites", holds: "Invites you made", table: invites, by: invites.id, omit: ["tokenHash"] },
    whose: (id, db) => and(eq(invites.invitedBy, id), inTheirWorkspaces(invites.workspaceId, id, db)),
  },
  {
    ...{ file: "imports", holds: "Imports you started", table: imports, by: imports.id },
    whose: (id) => eq(imports.startedBy, id),
  },
  {
    ...{ file: "webhooks", holds: "Webhooks you set up", table: webhooks, by: webhooks.id },
    omit: ["secret", "previousSecret"],
    whose: (id, db) => and(eq(webhooks.vouchedBy, id), inTheirWorkspaces(webhooks.workspaceId, id, db)),
  },
  {
    ...{ file: "events", holds: "What you did, and what was done to your account", table: events, by: events.id },
    omit: ["requestId"],
    instead: (id) => ({ address: sql`case when ${isTheirDoing(id)} then ${events.address} end` }),
    whose: (id, db) =>
      and(
        or(eq(events.actorId, id), eq(events.subjectId, id)),
        or(isNull(events.tenantId), inArray(events.tenantId, workspaceNames(id, db))),
      ),
  },
  {
    ...{ file: "exports", holds: "Exports like this one", table: dataExports, by: dataExports.id },
    whose: (id) => eq(dataExports.userId, id),
  },
];

/** Tables that refer to people and are in no file, with the reason. */
export const leftOut: Record<string, string> = {
  passwords: "of a password there is only a hash, which would help nobody but who wants to guess it",
  device_logins: "programs that wait to be signed in: hashes, gone within minutes",
  one_time_tokens: "what lets somebody in once, such as a link in a mail: hashes, gone within days",
};

const READ_AT_ONCE = 50;

/** The rows of a part, some at a time. */
export async function* rowsOf(
  db: Read,
  { table, whose, by, omit = [], instead }: DataPart,
  userId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !omit.includes(key));
  const selected = { ...Object.fromEntries(columns), ...instead?.(userId), place: by };
  let place: unknown;
  for (;;) {
    const rows: Record<string, unknown>[] = await db
      .select(selected)
      .from(table)
      .where(and(whose(userId, db), place === undefined ? undefined : gt(by, place)))
      .orderBy(by)
      .limit(READ_AT_ONCE);
    const isLast = rows.length < READ_AT_ONCE;
    // Those that stand at the last place may go on behind the page.
    const end = rows.at(-1)?.place;
    const page = isLast ? rows : rows.filter((row) => row.place !== end);
    if (page.length > 0) yield page.map(({ place: _, ...row }) => row);
    if (isLast) return;
    place = page.at(-1)?.place;
  }
}
