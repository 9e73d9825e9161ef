import type { Read } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { z } from "zod";
import { findProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import { projects } from "../projects/table.ts";
import type { TaskFilter } from "./inputs.ts";
import type { TaskPage } from "./outputs.ts";
import { taskRules } from "./rules.ts";
import { tasks } from "./table.ts";
import { readCursor, type TaskPlace, writeCursor } from "./task-cursor.ts";
import { fits, isWhole, type Narrowing } from "./task-filter.ts";
import { type TaskOrder, type TaskSort, taskOrders } from "./task-order.ts";
import { type SummaryRow, summaryColumns } from "./task-summary.ts";

/** A page of a project's tasks. Pages that follow each other's cursors show every task exactly once. */
export async function listTasks(
  ctx: QueryContext,
  { projectId, sort, cursor, direction: _, limit, ...filter }: z.output<typeof TaskFilter>,
): Promise<z.input<typeof TaskPage>> {
  const page = { projectId, sort, place: cursor ? readCursor(projectId, sort, cursor) : undefined, limit: limit + 1 };
  const rows = isWhole(filter) ? await wholePage(ctx, page) : await narrowedPage(ctx, page, filter);
  const tasks = rows.slice(0, limit);
  const last = rows.length > limit ? tasks.at(-1) : undefined;
  return {
    tasks,
    nextCursor: last ? writeCursor(projectId, sort, { key: last[keys[sort]], id: last.id }) : null,
  };
}

const keys = { created: "createdAt", updated: "updatedAt", manual: "rank" } as const;

interface Page {
  projectId: string;
  sort: TaskSort;
  place: TaskPlace | undefined;
  limit: number;
}

/** The most frequent read of the product: one declared statement that holds the rule as well. */
async function wholePage(ctx: QueryContext, { projectId, sort, place, limit }: Page): Promise<readonly SummaryRow[]> {
  const list = wholeLists[sort];
  const rows = place
    ? await list.behind(ctx, { projectId, limit, ...place })
    : await list.top(ctx, { projectId, limit });
  // Nothing is there, or nothing of it may be seen.
  if (rows.length === 0) await findProject(ctx, projectId);
  return rows;
}

async function narrowedPage(
  ctx: QueryContext,
  { projectId, sort, place, limit }: Page,
  filter: Narrowing,
): Promise<SummaryRow[]> {
  const project = await findProject(ctx, projectId);
  const order = taskOrders[sort];
  const behind = place && order.behind(sql.param(place.key, order.key), sql.param(place.id, tasks.id));
  const shown = and(
    eq(tasks.projectId, projectId),
    taskRules.visible(ctx.db, ctx.actor),
    fits(ctx, project, filter),
    behind,
  );
  return select(ctx.db, shown, order).limit(limit);
}

const wholeLists = {
  created: wholeList("created"),
  updated: wholeList("updated"),
  manual: wholeList("manual"),
};

function wholeList(sort: TaskSort) {
  const order = taskOrders[sort];
  const project = { projectId: projects.id };
  const limit = { limit: Number };
  const place = { key: order.key, id: tasks.id };
  return {
    top: projectRules.listBehind(`${sort}Tasks`, project, limit, (db, $, id) =>
      select(db, isKeptIn(id), order).limit($.limit),
    ),
    behind: projectRules.listBehind(`${sort}TasksBehind`, project, { ...limit, ...place }, (db, $, id) =>
      select(db, and(isKeptIn(id), order.behind($.key, $.id)), order).limit($.limit),
    ),
  };
}

function isKeptIn(projectId: SQLWrapper): SQL | undefined {
  return and(eq(tasks.projectId, projectId), isNull(tasks.deletedAt));
}

function select(db: Read, condition: SQL | undefined, order: TaskOrder) {
  return db
    .select(summaryColumns)
    .from(tasks)
    .where(condition)
    .orderBy(...order.by);
}
