import type { Database, Write } from "@plinth/database";
import { insertOne, one } from "@plinth/database";
import { type Actor, anonymous, type BaseContext, jobs, mutationContext, seal, system } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { authenticate } from "../authenticate.ts";
import { hashPassword } from "../features/accounts/password-hash.ts";
import { passwords, users } from "../features/accounts/table.ts";
import { devices } from "../features/devices/table.ts";
import { roles } from "../features/members/roles.ts";
import { members } from "../features/members/table.ts";
import { passkeys } from "../features/passkeys/table.ts";
import { connections } from "../features/providers/table.ts";
import { startSession } from "../features/sessions/start-session.ts";
import { TOTP_SECRET } from "../features/totp/enrol.ts";
import { totps } from "../features/totp/table.ts";
import { newTotpSecret } from "../features/totp/totp.ts";
import { hashToken } from "../one-time-tokens/token.ts";
import { callerFor, requestOf } from "./calls.ts";
import { type CastName, castOf, type PersonName, people } from "./cast.ts";
import { furnish, type InstalledJobs, type OwnThings, type Place } from "./place.ts";

export type { Place } from "./place.ts";

/** Everybody's. */
export const PASSWORD = "the password of everybody";

/** Of an app that everybody is about to confirm. */
export const PENDING_SECRET = newTotpSecret();

const DAY_MS = 86_400_000;

/** What a call is about: something of the caller's workspace, something else in it that is not theirs, or another workspace's. */
export const targets = ["own", "other", "elsewhere"] as const;
export type Target = (typeof targets)[number];

/** An installation with two workspaces, and those who call. */
export interface Scene {
  actors: Record<CastName, Actor>;
  places: Record<Target, Place>;
}

/** Fills an empty database. */
export async function setScene(database: Database): Promise<Scene> {
  const { hash, base } = { hash: await hashPassword(PASSWORD), base: requestOf(database, system) };
  const found = await database.write((db) => insertPeople(db, base, hash));
  const as = (name: PersonName) => callerFor(database, userActor(found[name].userId));
  const { id: workspaceId, slug } = await as("owner").workspaces.create({ name: "Here" });
  const there = await as("other owner").workspaces.create({ name: "There" });
  await database.write((db) => insertMembers(db, { workspaceId, there: there.id, found, now: base.now }));
  const installed = {
    ...(await database.write((db) => insertJobs(db, base))),
    ...{ suspendedId: found.suspended.userId, deputyId: found.deputy.userId },
  };
  const here = { workspaceId, slug, by: as("owner"), jobs: installed };
  const places = {
    own: await furnish({ ...here, key: "OWN" }, { author: as("member"), about: found.mate, guest: found.stranger }),
    other: await furnish({ ...here, key: "OTH" }, { author: as("admin"), about: found.chief, guest: found.operator }),
    elsewhere: await furnish(
      { workspaceId: there.id, slug: there.slug, by: as("other owner"), jobs: installed, key: "ELS" },
      { author: as("other owner"), about: found.neighbour, guest: found.member },
    ),
  };
  // What is somebody's own is, in the first place, the member's.
  places.own = { ...places.own, ...found.member.own };
  await suspend(database, found.suspended.userId);
  await letGo(database, found.stranger.userId);
  const { member, both } = found;
  const ids = { memberId: member.userId, bothId: both.userId, workspaceId };
  return { actors: castOf(await actorsOf(database, found), ids), places };
}

/** Somebody with a session. */
export interface Person {
  userId: string;
  email: string;
  token: string;
  own: OwnThings;
}

type Found = Record<PersonName, Person>;

async function insertPeople(db: Write, base: BaseContext<Actor>, hash: string): Promise<Found> {
  const entries: [string, Person][] = [];
  for (const name of Object.keys(people)) {
    const email = `${name.replace(" ", "-")}@example.com`;
    const operatorSince = name === "operator" || name === "deputy" ? base.now : null;
    const account = { name, email, operatorSince, createdAt: base.now };
    const { id: userId } = await one(db.insert(users).values(account).returning({ id: users.id }));
    await db.insert(passwords).values({ userId, hash, changedAt: base.now });
    const there = { provider: "acme", issuer: "https://acme.example.com", subject: name, createdAt: base.now };
    const { id: connectionId } = await insertOne(db, connections, { userId, ...there });
    const start = () =>
      startSession(mutationContext(base, db), {
        userId,
        means: { by: "password" },
        client: { address: null, userAgent: null },
      });
    const [{ token }, spare] = [await start(), await start()];
    const passkeyId = await insertPasskey(db, userId, base.now);
    const deviceId = await insertFactors(db, userId, base.now);
    const own = { sessionId: hashToken(spare.token), passkeyId, connectionId, deviceId };
    entries.push([name, { userId, email, token, own }]);
  }
  // Safe because these are the names.
  return Object.fromEntries(entries) as Found;
}

async function insertPasskey(db: Write, userId: string, createdAt: Date): Promise<string> {
  const facts = { credentialId: `of ${userId}`, publicKey: "", counter: 0, isSynced: true, isBackedUp: true };
  const values = { ...facts, userId, transports: [], name: "Laptop", createdAt };
  return (await one(db.insert(passkeys).values(values).returning({ id: passkeys.id }))).id;
}

/** An app whose codes are asked for, another one to be confirmed, and a browser where they are not. Returns the browser's id. */
async function insertFactors(db: Write, userId: string, now: Date): Promise<string> {
  const [secret, pendingSecret] = [seal(TOTP_SECRET, newTotpSecret()), seal(TOTP_SECRET, PENDING_SECRET)];
  await db.insert(totps).values({ userId, secret, pendingSecret, confirmedAt: now, lastStep: 0 });
  const trustedUntil = new Date(now.getTime() + DAY_MS);
  const device = {
    userId,
    tokenHash: hashToken(userId),
    userAgent: null,
    createdAt: now,
    lastSeenAt: now,
    trustedUntil,
  };
  return (await one(db.insert(devices).values(device).returning({ id: devices.id }))).id;
}

interface Memberships {
  workspaceId: string;
  there: string;
  found: Found;
  now: Date;
}

async function insertMembers(db: Write, { workspaceId, there, found, now: joinedAt }: Memberships): Promise<void> {
  // Safe because these are the names.
  for (const name of Object.keys(people) as PersonName[]) {
    const { userId } = found[name];
    const role = roles.find((known) => known === people[name]);
    if (role && name !== "owner") await db.insert(members).values({ workspaceId, userId, role, joinedAt });
  }
  await db.insert(members).values([
    { workspaceId: there, userId: found.neighbour.userId, role: "member", joinedAt },
    { workspaceId: there, userId: found.both.userId, role: "admin", joinedAt },
  ]);
}

async function insertJobs(db: Write, base: BaseContext<Actor>): Promise<Pick<InstalledJobs, "jobId" | "deadJobId">> {
  const insert = (state: "waiting" | "dead") =>
    insertOne(db, jobs, {
      ...{ name: "purgeTrash", queue: "default", state, priority: 1, payload: {}, attempts: 0, claim: 0 },
      ...{ requestId: base.requestId, runAt: base.now, createdAt: base.now },
    });
  return { jobId: (await insert("waiting")).id, deadJobId: (await insert("dead")).id };
}

async function suspend(database: Database, userId: string): Promise<void> {
  await database.write((db) => db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, userId)));
}

/** Somebody who is about to delete their account, and may still keep it. */
async function letGo(database: Database, userId: string): Promise<void> {
  const deletionDueAt = new Date(Date.now() + 86_400_000);
  await database.write((db) => db.update(users).set({ deletionDueAt }).where(eq(users.id, userId)));
}

/** Whoever has each session, found out as the front door does. */
async function actorsOf(database: Database, found: Found): Promise<Record<PersonName, Actor>> {
  const entries: [string, Actor][] = [];
  for (const [name, { token }] of Object.entries(found)) {
    const credentials = { cookie: () => undefined, bearer: token };
    entries.push([name, await authenticate(credentials, requestOf(database, anonymous))]);
  }
  // Safe because these are the names.
  return Object.fromEntries(entries) as Record<PersonName, Actor>;
}

function userActor(userId: string): Actor {
  return { kind: "user", userId, sessionId: "of the scene", operator: false, provenAt: new Date() };
}
