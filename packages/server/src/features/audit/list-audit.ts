import { descending } from "@plinth/database";
import { cursorOf, type EventRow, events, positionAt, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, eq, gte, inArray, isNull, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { users } from "../accounts/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import type { AuditFilter, AuditOfInstallation, AuditOfWorkspace } from "./inputs.ts";
import type { AuditPage } from "./outputs.ts";

const Place = z.tuple([z.uuid()]);

/** All that happened in a workspace, what was refused included, the newest first. For its admins and owners. */
export async function auditOfWorkspace(
  ctx: QueryContext,
  { workspaceId, ...wanted }: z.output<typeof AuditOfWorkspace>,
): Promise<z.input<typeof AuditPage>> {
  const workspace = await findWorkspace(ctx, workspaceId);
  workspaceRules.check(ctx, workspace, "seeAudit");
  return auditPage(ctx, eq(events.tenantId, workspace.id), { list: `audit of ${workspace.id}`, ...wanted });
}

/** What happened to the installation and in no workspace: accounts, sessions, jobs. For operators. */
export function auditOfInstallation(
  ctx: QueryContext<UserActor>,
  wanted: z.output<typeof AuditOfInstallation>,
): Promise<z.input<typeof AuditPage>> {
  return auditPage(ctx, isNull(events.tenantId), { list: "audit of the installation", ...wanted });
}

interface Wanted extends AuditFilter {
  list: string;
  cursor?: string | undefined;
  limit: number;
}

async function auditPage(ctx: QueryContext, isOfChain: SQL, { list, cursor, limit, ...filter }: Wanted) {
  const [before] = cursor === undefined ? [] : positionAt(list, cursor, (at) => Place.safeParse(at).data);
  // One more than asked for tells whether there is a next page.
  const rows = await ctx.db
    .select()
    .from(events)
    .where(and(isOfChain, fits(filter), before === undefined ? undefined : lt(events.id, before)))
    .orderBy(descending(events.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const names = await namesOf(ctx, shown);
  return {
    entries: shown.map((event) => ({
      ...event,
      actorName: names.get(event.actorId ?? "") ?? null,
      impersonatorName: names.get(event.impersonatorId ?? "") ?? null,
    })),
    nextCursor: rows.length > limit && last ? cursorOf(list, [last.id]) : null,
  };
}

function fits({ actorId, kind, subjectId, from, before }: AuditFilter): SQL | undefined {
  return and(
    actorId === undefined ? undefined : or(eq(events.actorId, actorId), eq(events.impersonatorId, actorId)),
    kind === undefined ? undefined : isOfKind(kind),
    subjectId === undefined ? undefined : eq(events.subjectId, subjectId),
    from === undefined ? undefined : gte(events.at, new Date(from)),
    before === undefined ? undefined : lt(events.at, new Date(before)),
  );
}

/** A whole name, or a noun with all that happens to it: what stands between `task.` and `task/`, which follows the dot. */
function isOfKind(kind: string): SQL | undefined {
  if (kind.includes(".")) return eq(events.name, kind);
  return and(gte(events.name, `${kind}.`), lt(events.name, `${kind}/`));
}

async function namesOf({ db }: QueryContext, shown: readonly EventRow[]): Promise<Map<string, string>> {
  const ids = [
    ...new Set(shown.flatMap(({ actorId, impersonatorId }) => [actorId ?? [], impersonatorId ?? []].flat())),
  ];
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
