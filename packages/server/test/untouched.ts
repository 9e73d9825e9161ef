import { events, type FailureCode } from "@plinth/kernel";
import { ne } from "drizzle-orm";
import { expect } from "vitest";
import { labels, projects, statuses, taskLabels, tasks } from "../src/tables.ts";
import { expectRefused } from "./refusals.ts";
import type { TestApp } from "./test-app.ts";

/** Asserts that calls are refused, and that the tracker's tables and its history, but for the refusals themselves, stay exactly as they are. */
export async function expectUntouched(
  app: TestApp,
  why: { code: FailureCode; message?: string },
  calls: () => Promise<unknown>[],
): Promise<void> {
  const before = await everythingIn(app);
  await expectRefused(calls(), why);
  expect(await everythingIn(app)).toEqual(before);
}

async function everythingIn({ database: { read } }: TestApp): Promise<Record<string, string[]>> {
  const rows: [string, PromiseLike<unknown[]>][] = [
    ["events", read.select().from(events).where(ne(events.name, "access.refused"))],
    ["projects", read.select().from(projects)],
    ["statuses", read.select().from(statuses)],
    ["labels", read.select().from(labels)],
    ["tasks", read.select().from(tasks)],
    ["taskLabels", read.select().from(taskLabels)],
  ];
  const found: Record<string, string[]> = {};
  for (const [name, query] of rows) found[name] = (await query).map((row) => JSON.stringify(row)).sort();
  return found;
}
