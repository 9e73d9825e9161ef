import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import { type Logger, type RequestContext, system, t } from "@plinth/kernel";
import { inArray } from "drizzle-orm";
import { createAccount } from "../features/accounts/create-account.ts";
import { users } from "../features/accounts/table.ts";
import { appRouter } from "../router.ts";
import { bodies, comments, people, projects, workspace } from "./content.ts";

export const DEMO_PASSWORD = "harbour coffee demo";

const DAY_MS = 86_400_000;
const createCaller = t.createCallerFactory(appRouter);

/** People of the sample workspace and the password they share. */
export interface Demo {
  people: readonly { name: string; email: string; role: string }[];
  password: string;
}

/** What a seed works on, and the moment its story ends. */
export interface DemoOptions {
  database: Database;
  log: Logger;
  now: Date;
}

/**
 * Fills an empty database with a believable workspace, through the same procedures people use: three members, four projects, 120 tasks with
 * comments, spread over the last six weeks. A database with an account in it is left as it is.
 *
 * @returns `undefined` when the accounts in it are not those of the sample workspace.
 */
export async function seedDemo(options: DemoOptions): Promise<Demo | undefined> {
  const nobody = createCaller(contextOf(options, { daysAgo: 0 }));
  if ((await nobody.accounts.installation()).needsSetUp) await tell(options);
  else if (!(await isSeeded(options))) return undefined;
  return { people, password: DEMO_PASSWORD };
}

async function isSeeded({ database }: DemoOptions): Promise<boolean> {
  const addresses = people.map(({ email }) => email);
  const known = await database.read.select({ id: users.id }).from(users).where(inArray(users.email, addresses));
  return known.length === people.length;
}

/** One thing somebody did. The story is told in the order it happened, because events are shown in the order they were written. */
interface Step {
  daysAgo: number;
  run(as: (person: number) => ReturnType<typeof createCaller>): Promise<void>;
}

async function tell(options: DemoOptions): Promise<void> {
  const userIds = await createPeople(options);
  const story: Story = { userIds, workspaceId: "", now: options.now };
  const steps = [...foundWorkspace(story), ...projects.flatMap((project, nth) => planProject(story, project, nth))];
  steps.sort((a, b) => b.daysAgo - a.daysAgo);
  for (const { daysAgo, run } of steps) {
    await run((person) => createCaller(contextOf(options, { daysAgo, userId: userIds[person] })));
  }
}

/** What later steps need to know of earlier ones. */
interface Story {
  userIds: string[];
  workspaceId: string;
  now: Date;
}

async function createPeople(options: DemoOptions): Promise<string[]> {
  const ids: string[] = [];
  for (const { name, email } of people) {
    const ctx = contextOf(options, { daysAgo: 45 });
    const write: Parameters<typeof createAccount>[0]["write"] = (work) =>
      options.database.write((db) => work({ ...ctx, actor: system, db }));
    const { id } = await createAccount(
      { write },
      { name, email, password: DEMO_PASSWORD },
      { operator: ids.length === 0 },
    );
    ids.push(id);
  }
  return ids;
}

function foundWorkspace(story: Story): Step[] {
  const joining = people.slice(1).map(
    ({ email, role }, i): Step => ({
      daysAgo: 44 - i,
      run: async (as) => {
        const { token } = await as(0).invites.create({ workspaceId: story.workspaceId, email, role });
        await as(i + 1).invites.accept({ token });
      },
    }),
  );
  const founding: Step = {
    daysAgo: 45,
    run: async (as) => {
      story.workspaceId = (await as(0).workspaces.create(workspace)).id;
    },
  };
  return [founding, ...joining];
}

function planProject(story: Story, { labels, tasks, ...about }: (typeof projects)[number], nth: number): Step[] {
  const made = { projectId: "", labelIds: [] as string[], statusIds: [] as string[] };
  const opening: Step = {
    daysAgo: 42 - nth / 10,
    run: async (as) => {
      made.projectId = (await as(0).projects.create({ workspaceId: story.workspaceId, ...about })).id;
      made.statusIds = (await as(0).statuses.list({ projectId: made.projectId })).map(({ id }) => id);
      for (const [name, color] of labels) {
        made.labelIds.push((await as(0).labels.create({ projectId: made.projectId, name, color })).id);
      }
    },
  };
  return [opening, ...tasks.flatMap((title, i) => planTask({ title, made, story }, i, nth))];
}

interface TaskPlan {
  title: string;
  made: { projectId: string; labelIds: string[]; statusIds: string[] };
  story: Story;
}

const urgency = ["none", "medium", "high", "low", "none", "urgent"] as const;

function planTask({ title, made, story }: TaskPlan, i: number, nth: number): Step[] {
  const born = 40 - nth / 3 - i * 1.25;
  const seed = i + nth * 7;
  let id = "";
  const opening: Step = {
    daysAgo: born,
    run: async (as) => {
      const task = await as(i % 3).tasks.create({
        projectId: made.projectId,
        title,
        body: bodies[seed % bodies.length] ?? "",
        priority: urgency[(i * 5 + nth) % urgency.length] ?? "none",
        assigneeId: i % 4 === 3 ? null : (story.userIds[seed % 3] ?? null),
        labelIds: made.labelIds.filter((_, k) => (i + k * 2) % 5 === 0),
        dueOn: i % 3 === 1 ? calendarDay(story.now, i - 12) : null,
        estimate: i % 2 === 0 ? ([1, 2, 3, 5, 8][i % 5] ?? null) : null,
      });
      id = task.id;
    },
  };
  const words = Array.from(
    { length: [0, 2, 1, 0, 3][seed % 5] ?? 0 },
    (_, k): Step => ({
      daysAgo: born * (0.8 - k * 0.15),
      run: async (as) => {
        const body = comments[(seed * 3 + k) % comments.length] ?? "";
        const comment = await as((seed + k) % 3).comments.create({ taskId: id, body });
        if (k === 0) await as((seed + 1) % 3).comments.react({ commentId: comment.id, kind: "+1" });
      },
    }),
  );
  const progress: Step = {
    daysAgo: born * 0.3,
    run: async (as) => {
      const statusId = made.statusIds[statusOf(i)];
      const { version } = await as(0).tasks.get({ id });
      await as((i + 1) % 3).tasks.update({ id, version, ...(statusId && { statusId }) });
    },
  };
  return [opening, ...words, progress];
}

/** The older a task, the further along it is; a few were given up. */
function statusOf(i: number): number {
  if (i % 11 === 10) return 4;
  return i < 12 ? 3 : i < 17 ? 2 : i < 24 ? 1 : 0;
}

function calendarDay(now: Date, daysFromNow: number): string {
  return new Date(now.getTime() + daysFromNow * DAY_MS).toISOString().slice(0, 10);
}

function contextOf(
  { database, log, now }: DemoOptions,
  { daysAgo, userId }: { daysAgo: number; userId?: string | undefined },
): RequestContext {
  return {
    actor: userId ? { kind: "user", userId, sessionId: "demo", operator: false } : system,
    now: new Date(now.getTime() - Math.max(daysAgo, 0) * DAY_MS),
    requestId: randomUUID(),
    log,
    database,
    client: { address: null, userAgent: null },
    setCookie: () => {},
  };
}
