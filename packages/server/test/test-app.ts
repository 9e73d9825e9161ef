import { randomUUID } from "node:crypto";
import { type Database, one, openDatabase } from "@plinth/database";
import { emptyTestDatabase, type TestDatabase } from "@plinth/database/test";
import { type Actor, anonymous, createLog, events, type RequestContext, t } from "@plinth/kernel";
import { asc } from "drizzle-orm";
import { authenticate } from "../src/authenticate.ts";
import { users } from "../src/features/accounts/table.ts";
import { recordRefusal } from "../src/features/audit/record-refusal.ts";
import { appRouter } from "../src/router.ts";

const createCaller = t.createCallerFactory(appRouter);

/** Calls every procedure as one actor, without a network in between. */
export type Caller = ReturnType<typeof createCaller>;

/** The product on a database of its own, with a clock that stands still until it is turned. */
export interface TestApp extends AsyncDisposable {
  database: Database;
  /** The person with this name; they get an account when they first call something. `ada` is `ada@example.com`. */
  as(name: string): Caller;
  anyone: Caller;
  /** The id of the person with this name. */
  idOf(name: string): Promise<string>;
  now(): Date;
  /** Turns the clock forward. */
  pass(ms: number): void;
  /** The names of all events so far, in order: those of a noun, or all but those of accounts, sessions and refusals. */
  events(noun?: string): Promise<string[]>;
  /** What `Set-Cookie` was asked for so far. */
  cookies: { name: string; value: string; expires: Date }[];
  /** A browser with cookies of its own. */
  browser(): Browser;
  /** A caller for an actor made by hand. */
  caller(actor: Actor): Caller;
  /** Whoever sends this session token, found out as in a real request. */
  bearing(token: string): Promise<Caller>;
}

/** Keeps the cookies it is given, and sends them with every call. */
export interface Browser {
  /** Whoever its cookies say, found out as in a real request. */
  caller(): Promise<Caller>;
  jar: Map<string, string>;
}

/** @param now - where the clock starts. Tests of sessions start at the real time, which Lucia goes by. */
export async function createTestApp(now = new Date("2026-06-01T09:00:00.000Z")): Promise<TestApp> {
  const test: TestDatabase = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  const log = createLog("silent");
  const cookies: TestApp["cookies"] = [];
  const people = new Map<string, Promise<string>>();

  const context = (actor: Actor): RequestContext => ({
    actor,
    now,
    requestId: randomUUID(),
    log,
    database,
    client: { address: "127.0.0.1", userAgent: "test" },
    onRefused: recordRefusal,
    setCookie: (name, value, expires) => cookies.push({ name, value, expires }),
  });
  const caller = (actor: Actor) => createCaller(context(actor));

  const browser = (): Browser => {
    const jar = new Map<string, string>();
    const readCookie = (name: string) => jar.get(name);
    const setCookie = (name: string, value: string, expires: Date) => {
      cookies.push({ name, value, expires });
      if (expires > now) jar.set(name, value);
      else jar.delete(name);
    };
    return {
      jar,
      caller: async () => {
        const asked = { ...context(anonymous), readCookie, setCookie };
        return createCaller({ ...asked, actor: await authenticate({ cookie: readCookie, bearer: undefined }, asked) });
      },
    };
  };

  const idOf = (name: string): Promise<string> => {
    const known = people.get(name) ?? insertPerson(database, name, now);
    people.set(name, known);
    return known;
  };
  // Looks the person up when a procedure is called, so that `as` itself need not be awaited.
  const lazily = (name: string, path: string[]): unknown =>
    new Proxy(() => {}, {
      get: (_, key) => (typeof key === "string" && key !== "then" ? lazily(name, [...path, key]) : undefined),
      apply: async (_, __, input: unknown[]) => {
        const userId = await idOf(name);
        const actor = {
          kind: "user",
          userId,
          sessionId: `session of ${name}`,
          operator: false,
          provenAt: now,
        } as const;
        const procedure = path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), caller(actor));
        return (procedure as (...input: unknown[]) => Promise<unknown>)(...input);
      },
    });

  return {
    database,
    // Safe because it forwards every path and input to a real caller.
    as: (name) => lazily(name, []) as Caller,
    get anyone() {
      return caller(anonymous);
    },
    caller,
    bearing: async (token) => {
      const credentials = { cookie: () => undefined, bearer: token };
      return caller(await authenticate(credentials, context(anonymous)));
    },
    idOf,
    now: () => now,
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    events: async (noun) => {
      const rows = await database.read.select({ name: events.name }).from(events).orderBy(asc(events.id));
      const names = rows.map((row) => row.name);
      return names.filter((name) => (noun ? name.startsWith(`${noun}.`) : !/^(account|session|access)\./.test(name)));
    },
    cookies,
    browser,
    async [Symbol.asyncDispose]() {
      await database.close();
      await test.drop();
    },
  };
}

async function insertPerson(database: Database, name: string, createdAt: Date): Promise<string> {
  const person = { name: name[0]?.toUpperCase() + name.slice(1), email: `${name}@example.com`, createdAt };
  const { id } = await database.write((db) => one(db.insert(users).values(person).returning({ id: users.id })));
  return id;
}
