import { randomUUID } from "node:crypto";
import { one, type Write } from "@plinth/database";
import { createLog, mutationContext, seal, system } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import { hashPassword } from "../src/features/accounts/password-hash.ts";
import { newKeyToken } from "../src/features/api-keys/token.ts";
import type { Role } from "../src/features/members/roles.ts";
import { startSession } from "../src/features/sessions/start-session.ts";
import { TOTP_SECRET } from "../src/features/totp/enrol.ts";
import { newTotpSecret } from "../src/features/totp/totp.ts";
import { newSecret, sealSecret } from "../src/features/webhooks/secrets.ts";
import { hashToken, newLinkToken } from "../src/one-time-tokens/token.ts";
import {
  apiKeys,
  connections,
  devices,
  invites,
  jobs,
  members,
  passkeys,
  passwords,
  projects,
  sessions,
  totps,
  users,
  webhookDeliveries,
  webhooks,
  workspaces,
} from "../src/tables.ts";
import type { CastName } from "./fuzz-calls.ts";
import { PASSWORD } from "./people.ts";
import type { TestApp } from "./test-app.ts";
import { addProject, addTasks, createTracker } from "./tracker.ts";

/** Someone who calls. */
interface Person {
  userId: string;
  /** Of their session; nobody has none. */
  token: string;
}

/** The workspace that is called about, and those who call. Calls may change all of it; `reset` puts it right again. */
export interface Cast {
  workspaceId: string;
  projectIds: string[];
  people: Record<CastName, Person>;
  /** Of the link that invites the newcomer. */
  inviteToken: string;
  reset(): Promise<void>;
}

const roles: Partial<Record<CastName, Role>> = { vera: "viewer", mona: "member", adam: "admin", olga: "owner" };
const DAY_MS = 86_400_000;
const nobody: Person = { userId: "", token: "" };

/** A team with two projects that have a little of everything. */
export async function createCast(app: TestApp): Promise<Cast> {
  const { workspaceId, projectId } = await createTracker(app);
  const { projectId: secondId } = await addProject(app, workspaceId, "GEM");
  for (const id of [projectId, secondId]) await furnish(app, id);
  const { id: elsewhereId } = await app.as("sam").workspaces.create({ name: "Sam alone" });
  await app.as("sam").projects.create({ workspaceId: elsewhereId, name: "Garden", key: "GAR" });
  const hash = await hashPassword(PASSWORD);
  const people: Cast["people"] = {
    nobody,
    sam: { ...nobody, userId: await app.idOf("sam") },
    vera: { ...nobody, userId: await app.idOf("vera") },
    mona: { ...nobody, userId: await app.idOf("mona") },
    adam: { ...nobody, userId: await app.idOf("adam") },
    olga: { ...nobody, userId: await app.idOf("olga") },
    oscar: { ...nobody, userId: await app.idOf("oscar") },
    newcomer: nobody,
  };
  const cast: Cast = {
    ...{ workspaceId, projectIds: [projectId, secondId], people, inviteToken: "" },
    reset: () => app.database.write((db) => reset(db, cast, hash)),
  };
  return cast;
}

async function furnish(app: TestApp, projectId: string): Promise<void> {
  for (const name of ["bug", "idea"]) await app.as("mona").labels.create({ projectId, name });
  const made = await addTasks(app, projectId, ["Fuel", "Ignite", "Land", "Return"]);
  for (const { id: taskId } of made) {
    for (const name of ["mona", "olga"]) await app.as(name).comments.create({ taskId, body: `Said by ${name}` });
  }
  await app.as("olga").tasks.delete({ id: made[3].id });
  await app.as("olga").imports.start({ projectId, source: "csv" });
}

async function reset(db: Write, cast: Cast, hash: string): Promise<void> {
  const { workspaceId, projectIds, people } = cast;
  const now = new Date();
  await inviteNewcomer(db, cast, now);
  await insertJobs(db, now);
  await resetWebhooks(db, cast, now);
  await resetKeys(db, cast, now);
  await resetFactors(db, cast, now);
  await resetPasskey(db, people.olga.userId, now);
  await db.update(users).set({ suspendedAt: null, operatorSince: null, deletionDueAt: null });
  await db.update(users).set({ operatorSince: now }).where(eq(users.id, people.oscar.userId));
  // Safe because the keys of `people` are these.
  for (const name of Object.keys(people) as CastName[]) {
    const person = people[name];
    const { userId } = person;
    if (!userId) continue;
    await db.delete(passwords).where(eq(passwords.userId, userId));
    await db.insert(passwords).values({ userId, hash, changedAt: now });
    const role = roles[name];
    if (role) {
      await db.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
      await db.insert(members).values({ workspaceId, userId, role, joinedAt: now });
    }
    const [live] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.id, hashToken(person.token)));
    if (!live) {
      const base = { actor: system, now, requestId: randomUUID(), log: createLog("silent") };
      const ctx = mutationContext(base, db);
      const { token } = await startSession(ctx, {
        userId,
        means: { by: "password" },
        client: { address: null, userAgent: null },
      });
      people[name] = { ...person, token };
    }
  }
  await db.update(projects).set({ archivedAt: null }).where(inArray(projects.id, projectIds));
}

/** Olga has an app that shows codes, and the workspace is open to whoever has none. */
async function resetFactors(db: Write, { workspaceId, people }: Cast, now: Date): Promise<void> {
  const { userId } = people.olga;
  await db.delete(totps).where(eq(totps.userId, userId));
  await db.insert(totps).values({ userId, secret: seal(TOTP_SECRET, newTotpSecret()), confirmedAt: now, lastStep: 0 });
  await db.update(workspaces).set({ secondFactorRequiredSince: null }).where(eq(workspaces.id, workspaceId));
  await db.delete(connections).where(eq(connections.userId, userId));
  const there = { provider: "acme", issuer: "https://acme.example.com", subject: userId };
  await db.insert(connections).values({ ...there, userId, createdAt: now });
  await db.delete(devices).where(eq(devices.userId, userId));
  const trustedUntil = new Date(now.getTime() + DAY_MS);
  const device = { userId, tokenHash: hashToken(userId), createdAt: now, lastSeenAt: now, trustedUntil };
  await db.insert(devices).values(device);
}

/** One job that can be canceled, and one that can be retried. */
async function insertJobs(db: Write, now: Date): Promise<void> {
  const job = { name: "none", queue: "none", priority: 1, payload: {}, attempts: 1, claim: 1, requestId: randomUUID() };
  const at = { runAt: now, createdAt: now };
  await db.insert(jobs).values([
    { ...job, ...at, state: "waiting" },
    { ...job, ...at, state: "dead", endedAt: now },
  ]);
}

/** One that is told everything, one that is disabled, and a delivery that has failed. */
async function resetWebhooks(db: Write, { workspaceId, people }: Cast, now: Date): Promise<void> {
  await db.delete(webhooks).where(eq(webhooks.workspaceId, workspaceId));
  const webhook = {
    ...{ workspaceId, url: "https://example.com/hooks", events: ["*"], secret: sealSecret(newSecret()) },
    ...{ vouchedBy: people.olga.userId, failures: 0, createdAt: now },
  };
  const { id: webhookId } = await one(db.insert(webhooks).values(webhook).returning({ id: webhooks.id }));
  await db.insert(webhooks).values({ ...webhook, disabledAt: now });
  await db.insert(webhookDeliveries).values({
    ...{ workspaceId, webhookId, event: "task.created", state: "failed", attempts: 1, body: "{}" },
    ...{ createdAt: now, endedAt: now },
  });
}

/** A key of each person's that is limited to the workspace, and one that is not. */
async function resetKeys(db: Write, { workspaceId, people }: Cast, now: Date): Promise<void> {
  const userIds = [people.vera, people.mona, people.adam, people.olga].map(({ userId }) => userId);
  await db.delete(apiKeys).where(inArray(apiKeys.userId, userIds));
  for (const userId of userIds) {
    for (const limit of [workspaceId, null]) {
      const { token, prefix } = newKeyToken();
      await db.insert(apiKeys).values({
        ...{ userId, workspaceId: limit, name: "Deploy", prefix, tokenHash: hashToken(token), scopes: ["tasks:read"] },
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + DAY_MS) },
      });
    }
  }
}

/** One that can be renamed and removed, and that nobody holds. */
async function resetPasskey(db: Write, userId: string, createdAt: Date): Promise<void> {
  const facts = { credentialId: `of ${userId}`, publicKey: "", counter: 0, isSynced: true, isBackedUp: true };
  await db.delete(passkeys).where(eq(passkeys.userId, userId));
  await db.insert(passkeys).values({ ...facts, userId, transports: [], name: "Laptop", createdAt });
}

/** Somebody new every time, with an account and an invite: what can be done only once is done by them. */
async function inviteNewcomer(db: Write, cast: Cast, now: Date): Promise<void> {
  const email = `newcomer-${randomUUID()}@example.com`;
  const account = { name: "Newcomer", email, createdAt: now };
  const { id: userId } = await one(db.insert(users).values(account).returning({ id: users.id }));
  cast.people.newcomer = { userId, token: "" };
  cast.inviteToken = newLinkToken();
  await db.insert(invites).values({
    ...{ workspaceId: cast.workspaceId, email, role: "member", tokenHash: hashToken(cast.inviteToken) },
    ...{ invitedBy: cast.people.olga.userId, createdAt: now, expiresAt: new Date(now.getTime() + DAY_MS) },
  });
}
