import type { Database } from "@plinth/database";
import { desc, getTableColumns } from "drizzle-orm";
import * as tables from "../src/tables.ts";
import type { Known } from "./fuzz-values.ts";

type Row = Record<string, unknown>;

/** Rows by the name of their table, the newest first: what requests can be about. */
export type Rows = Map<string, Row[]>;

/** From where a call looks at the rows. */
export interface Viewpoint {
  path: string;
  userId: string;
  workspaceId: string;
  projectId: string;
  /** The row the call is about, once it is picked. */
  subject?: Row | undefined;
}

const NEWEST = 400;
const telling = /^(id|\w+(Id|At)|version|number|key|slug|email)$/;
const tableOf: Record<string, string> = { assignee: "users", user: "users", parent: "tasks", moveTasksTo: "statuses" };

/** The newest rows of every table, without their long columns. */
export async function readRows(database: Database): Promise<Rows> {
  const found: Rows = new Map();
  for (const [name, table] of Object.entries(tables)) {
    const all = getTableColumns(table);
    const columns = Object.fromEntries(Object.entries(all).filter(([column]) => telling.test(column)));
    if (Object.keys(columns).length === 0) continue;
    const query = database.read.select(columns).from(table);
    const byAge = "createdAt" in all ? all.createdAt : "id" in all ? all.id : undefined;
    found.set(name, await (byAge ? query.orderBy(desc(byAge)).limit(NEWEST) : query));
  }
  return found;
}

/** The value a request names: of a row that suits the call, of any row, or of one that nobody who calls may know. */
export function pick(known: Known, { rows, secret }: { rows: Rows; secret: Rows }, from: Viewpoint): unknown {
  const { field, whose, nth } = known;
  const isId = /^(id|ids|\w+Ids?|moveTasksTo)$/.test(field);
  const table = isId ? tableNamed(field, from.path) : subjectTable(from.path, field);
  const column = isId ? "id" : field;
  if (!isId && column !== "email" && from.subject) return from.subject[column];
  const all = (whose === "secret" ? secret : rows).get(table) ?? [];
  const suitable = whose === "own" ? suiting(all, table, { rows, from }) : all;
  const row = suitable[nth % suitable.length];
  if (field === "id") from.subject = row;
  return row?.[column];
}

/** `statusId` is a row of `statuses`; `id` and its neighbours are of the procedure's own table. */
function tableNamed(field: string, path: string): string {
  if (field === "id" && /^webhooks\.(delivery|redeliver)$/.test(path)) return "webhookDeliveries";
  const noun = field.replace(/Ids?$/, "");
  if (/^(id|ids|after|before)$/.test(noun)) return path.slice(0, path.indexOf("."));
  const plural = noun.endsWith("s") ? `${noun}es` : `${noun}s`;
  return tableOf[field] ?? tableOf[noun] ?? plural;
}

function subjectTable(path: string, field: string): string {
  return field === "email" ? "users" : path.slice(0, path.indexOf("."));
}

function suiting(all: Row[], table: string, { rows, from }: { rows: Rows; from: Viewpoint }): Row[] {
  const { workspaceId, projectId, userId, path } = from;
  const team = new Set(rows.get("members")?.flatMap((row) => (row.workspaceId === workspaceId ? [row.userId] : [])));
  const here = all.filter((row) => {
    if (table === "users") return team.has(row.id);
    if (table === "workspaces") return row.id === workspaceId;
    if (table === "jobs") return row.endedAt instanceof Date === path.endsWith(".retry");
    if (table === "webhooks")
      return row.workspaceId === workspaceId && row.disabledAt instanceof Date === path.endsWith(".enable");
    if (table === "webhookDeliveries") return row.workspaceId === workspaceId && row.endedAt instanceof Date;
    if (table === "sessions" || table === "devices") return row.userId === userId;
    if (table === "sessions" || table === "passkeys") return row.userId === userId;
    if (table === "projects" && !path.startsWith("projects.")) return row.id === projectId;
    return row.projectId === projectId || (row.projectId === undefined && row.workspaceId === workspaceId);
  });
  const wantsGone = path.endsWith(".restore");
  return narrowed(
    here.filter((row) => isGone(row) === wantsGone),
    (row) => row.authorId === userId,
  );
}

/** Those that fit better, when there are any. */
function narrowed(rows: Row[], better: (row: Row) => boolean): Row[] {
  const best = rows.filter(better);
  return best.length > 0 ? best : rows;
}

function isGone({ deletedAt, archivedAt, finishedAt, acceptedAt, revokedAt }: Row): boolean {
  return [deletedAt, archivedAt, finishedAt, acceptedAt, revokedAt].some((moment) => moment instanceof Date);
}
