import { createLog, events } from "@plinth/kernel";
import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { comments, tasks } from "../tables.ts";
import { seedDemo } from "./seed.ts";

const seed = ({ database, now }: TestApp) => seedDemo({ database, log: createLog("silent"), now: now() });

async function countsIn({ database: { read } }: TestApp) {
  const [told] = await read.select({ events: count() }).from(events);
  const [said] = await read.select({ comments: count() }).from(comments);
  const [planned] = await read.select({ tasks: count() }).from(tasks);
  return { ...told, ...said, ...planned };
}

test("the sample workspace has people who can sign in, projects, tasks and comments; a second start adds nothing", async () => {
  await using app = await createTestApp(new Date());

  const demo = await seed(app);

  const counts = await countsIn(app);
  expect(counts.tasks).toBe(120);
  expect(counts.comments).toBeGreaterThan(100);
  expect(await seed(app)).toEqual(demo);
  expect(await countsIn(app)).toEqual(counts);
  const people = demo?.people ?? [];
  expect(people.map(({ role }) => role)).toEqual(["owner", "admin", "member"]);
  for (const { email } of people) {
    const { token } = await app.anyone.sessions.signIn({ email, password: demo?.password ?? "", as: "token" });
    const caller = await app.bearing(token ?? "");
    const [workspace, ...others] = await caller.workspaces.list();
    expect(others).toEqual([]);
    expect(await caller.projects.list({ workspaceId: workspace?.id ?? "" })).toHaveLength(4);
    expect(await caller.members.list({ workspaceId: workspace?.id ?? "" })).toHaveLength(3);
  }
}, 120_000);

test("a database that others use is not filled, and no sign-in is promised for it", async () => {
  await using app = await createTestApp(new Date());
  await app.as("ada").workspaces.create({ name: "Apollo" });
  const before = await countsIn(app);

  expect(await seed(app)).toBeUndefined();
  expect(await countsIn(app)).toEqual(before);
});
