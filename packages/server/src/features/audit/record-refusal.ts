import { first } from "@plinth/database";
import { type MutationContext, mutationContext, type OnRefused, type RefusedDeed } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { projects } from "../projects/table.ts";
import { tasks } from "../tasks/table.ts";

const ONCE_MS = 60_000;
const MOST_KNOWN = 10_000;

/** When each refusal was last kept: who tries on and on fills no disk. */
const kept = new Map<string, number>();

/** Keeps in the history that a rule refused something to somebody who sees it: once a minute for the same of the same person. */
export const recordRefusal: OnRefused = async (ctx, { of }, path) => {
  const { actor, now, database, log } = ctx;
  const subjectId = idOf(of.row);
  const key = JSON.stringify(["userId" in actor ? actor.userId : null, path, of.deed, subjectId]);
  const last = kept.get(key);
  if (last !== undefined && now.getTime() - last < ONCE_MS) return;
  if (kept.size >= MOST_KNOWN) kept.clear();
  kept.set(key, now.getTime());
  try {
    await database.write((db) => write(mutationContext(ctx, db), { ...of, subjectId, path }), {
      name: "recordRefusal",
    });
  } catch (error) {
    // The refusal is said all the same.
    log.error({ err: error, path }, "a refusal was not recorded");
  }
};

interface Refusal {
  noun: string;
  row: RefusedDeed["of"]["row"];
  deed: string;
  subjectId: string;
  path: string;
}

async function write(ctx: Parameters<typeof record>[0], { noun, row, deed, subjectId, path }: Refusal): Promise<void> {
  const workspaceId = noun === "workspace" ? subjectId : await workspaceOf(ctx, row);
  await record(ctx, "access.refused", { id: subjectId, workspaceId }, { noun, deed, call: path });
}

/** Under the workspace alone: what somebody tried is no part of a task's own history. */
async function workspaceOf({ db }: Pick<MutationContext, "db">, row: Refusal["row"]): Promise<string | null> {
  const { workspaceId, projectId, taskId } = row;
  if (typeof workspaceId === "string") return workspaceId;
  const table = typeof projectId === "string" ? projects : tasks;
  const id = typeof projectId === "string" ? projectId : taskId;
  if (typeof id !== "string") return null;
  return (await first(db.select({ of: table.workspaceId }).from(table).where(eq(table.id, id))))?.of ?? null;
}

/** Of a row that says who is what to something, the person's. */
function idOf({ id, userId }: Refusal["row"]): string {
  return String(id ?? userId ?? "");
}
