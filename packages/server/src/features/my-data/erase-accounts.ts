import { first, type Reference, referencesTo, type Write } from "@plinth/database";
import { type Actor, job, type MutationContext, unruled } from "@plinth/kernel";
import { and, asc, eq, getTableColumns, inArray, isNull, lte, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { record, recordAll } from "../../record.ts";
import * as tables from "../../tables.ts";
import { type User, users } from "../accounts/table.ts";
import { suffices } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { tasks } from "../tasks/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { wouldLeave } from "./would-leave.ts";

const AT_ONCE = 200;
const HOUR_MS = 3_600_000;

/**
 * Erases accounts whose time has come, a part at a time, each in a transaction of its own. What is left to do is looked for anew each time, so an attempt that
 * was cut short is gone on with.
 */
export const eraseAccounts = job(
  "eraseAccounts",
  z.strictObject({}),
  async (ctx) => {
    while (await ctx.write(eraseSome)) ctx.signal.throwIfAborted();
  },
  { timeoutMs: HOUR_MS },
);

/** One part of what is to be erased. @returns whether there may be more */
export async function eraseSome(ctx: MutationContext<Actor>): Promise<boolean> {
  const db = unruled(ctx, "who asked for it is erased by the installation");
  const isDue = lte(users.deletionDueAt, ctx.now);
  const person = await first(db.select().from(users).where(isDue).orderBy(asc(users.deletionDueAt)).limit(1));
  if (!person) return false;
  for (const step of steps) {
    if (await step(ctx, db, person)) return true;
  }
  await db.delete(users).where(eq(users.id, person.id));
  await record(ctx, "account.erased", { id: person.id });
  return true;
}

/** Does some of its part. @returns whether there was anything to do */
type Step = (ctx: MutationContext<Actor>, db: Write, person: User) => Promise<boolean>;

const steps: Step[] = [deleteLonelyWorkspaces, handOnWorkspaces, unassign, endMemberships, letGo];

/** Where nobody else is, nobody is left to see anything. */
async function deleteLonelyWorkspaces(_: unknown, db: Write, { id }: User): Promise<boolean> {
  const [workspace] = (await wouldLeave(db, id)).alone;
  if (!workspace) return false;
  const some = db.select({ id: tasks.id }).from(tasks).where(eq(tasks.workspaceId, workspace.id)).limit(AT_ONCE);
  const gone = await db.delete(tasks).where(inArray(tasks.id, some)).returning({ id: tasks.id });
  if (gone.length === 0) await db.delete(workspaces).where(eq(workspaces.id, workspace.id));
  return true;
}

/** A workspace that came to be without another owner since: whoever has the most to say there, and was there first, owns it from now on. */
async function handOnWorkspaces(ctx: MutationContext<Actor>, db: Write, { id }: User): Promise<boolean> {
  for (const workspace of (await wouldLeave(db, id)).ownerless) {
    // Not to somebody who is about to go too. Where there is nobody else, the last to go takes it along.
    const others = await db
      .select({ userId: members.userId, role: members.role })
      .from(members)
      .innerJoin(users, and(eq(users.id, members.userId), isNull(users.deletionDueAt)))
      .where(and(eq(members.workspaceId, workspace.id), ne(members.userId, id)))
      .orderBy(asc(members.joinedAt), asc(members.userId));
    const [first, ...rest] = others;
    if (!first) continue;
    const heir = rest.reduce((best, one) => (suffices(best.role, one.role) ? best : one), first);
    const isHeir = and(eq(members.workspaceId, workspace.id), eq(members.userId, heir.userId));
    await db.update(members).set({ role: "owner" }).where(isHeir);
    const place = { id: heir.userId, workspaceId: workspace.id };
    await record(ctx, "member.role_changed", place, { from: heir.role, to: "owner" });
    return true;
  }
  return false;
}

/** As when somebody leaves a workspace: whoever looks at a task sees that it is nobody's any more. */
async function unassign(ctx: MutationContext<Actor>, db: Write, { id }: User): Promise<boolean> {
  const some = db.select({ id: tasks.id }).from(tasks).where(eq(tasks.assigneeId, id)).limit(AT_ONCE);
  const unassigned = await db
    .update(tasks)
    .set({ assigneeId: null, version: sql`${tasks.version} + 1`, updatedAt: ctx.now })
    .where(inArray(tasks.id, some))
    .returning({ id: tasks.id, projectId: tasks.projectId, workspaceId: tasks.workspaceId });
  await recordAll(ctx, "task.changed", unassigned, { fields: ["assigneeId"] });
  return unassigned.length > 0;
}

async function endMemberships(ctx: MutationContext<Actor>, db: Write, { id }: User): Promise<boolean> {
  const ended = await db.delete(members).where(eq(members.userId, id)).returning();
  for (const { workspaceId } of ended) await record(ctx, "member.left", { id, workspaceId });
  return ended.length > 0;
}

/** Whatever else refers to them, some at a time: as the columns say, it goes too or stays and is nobody's. */
async function letGo(_: unknown, db: Write, { id }: User): Promise<boolean> {
  for (const reference of references) {
    if ((await letGoOf(db, reference, id)) > 0) return true;
  }
  return false;
}

const references = referencesTo(users, Object.values(tables));

async function letGoOf(db: Write, { table, column, key, onDelete }: Reference, userId: string): Promise<number> {
  const isTheirs = eq(column, userId);
  const { id } = getTableColumns(table);
  // Where rows have no id of their own there are never many.
  const some = id ? inArray(id, db.select({ id }).from(table).where(isTheirs).limit(AT_ONCE)) : isTheirs;
  const gone =
    onDelete === "cascade"
      ? await db.delete(table).where(some).returning()
      : await db
          .update(table)
          .set({ [key]: null })
          .where(some)
          .returning();
  return gone.length;
}
