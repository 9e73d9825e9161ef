import { first, prepared, type Read } from "@plinth/database";
import { badRequest, conflict, notFound, type QueryContext } from "@plinth/kernel";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { labels } from "../labels/table.ts";
import { findMember } from "../members/find-member.ts";
import { suffices } from "../members/roles.ts";
import { statusesOf } from "../statuses/list-statuses.ts";
import type { Status } from "../statuses/table.ts";
import { tasks } from "./table.ts";

// What a task may refer to. Whatever belongs elsewhere is answered as if it did not exist.

/** A status of this project; left out, its first one. @throws Failure NOT_FOUND */
export async function findStatusOf(db: Read, projectId: string, statusId?: string): Promise<Status> {
  const all = await statusesOf(db, projectId);
  const status = statusId === undefined ? all[0] : all.find(({ id }) => id === statusId);
  if (!status) throw notFound("status");
  return status;
}

/** @throws Failure NOT_FOUND when the person is no member; BAD_REQUEST when they may only look */
export async function assertAssignable(ctx: QueryContext, workspaceId: string, userId: string): Promise<void> {
  const { role } = await findMember(ctx, workspaceId, userId);
  if (!suffices(role, "member")) throw badRequest("A viewer cannot be assigned to a task.");
}

/** @throws Failure NOT_FOUND when one of them is no label of this project */
export async function assertLabelsOf(db: Read, projectId: string, labelIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(labelIds)];
  if (wanted.length === 0) return;
  const known = await db
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.projectId, projectId), inArray(labels.id, wanted)));
  if (known.length < wanted.length) throw notFound("label");
}

/** @throws Failure NOT_FOUND when it is no task of this project */
export async function assertParentOf(db: Read, projectId: string, parentId: string): Promise<void> {
  const condition = and(eq(tasks.id, parentId), eq(tasks.projectId, projectId), isNull(tasks.deletedAt));
  if (!(await first(db.select({ id: tasks.id }).from(tasks).where(condition)))) throw notFound("parent task");
}

const parentOf = prepared("parentOf", { id: tasks.id }, (db, $) =>
  db.select({ parentId: tasks.parentId }).from(tasks).where(eq(tasks.id, $.id)),
);

/** @throws Failure CONFLICT when the task would become its own ancestor */
export async function assertNoCycle(db: Read, id: string, parentId: string): Promise<void> {
  let at: string | null = parentId;
  while (at !== null) {
    if (at === id) throw conflict("A task cannot be a part of itself.");
    const parent: { parentId: string | null } | undefined = await parentOf.first(db, { id: at });
    at = parent?.parentId ?? null;
  }
}
