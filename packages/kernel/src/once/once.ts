import { type Database, first, insertOne, type Write } from "@plinth/database";
import { and, eq } from "drizzle-orm";
import type { SetCookie } from "../context.ts";
import { conflict, Failure } from "../failure.ts";
import { answeredCalls } from "./answered-calls.ts";
import { type KeyedCall, sealed, unsealed } from "./keyed-call.ts";

/** What a call was answered: its JSON text, and the cookies that came with it. */
export class Answer {
  constructor(
    readonly text: string | undefined,
    readonly cookies: readonly Cookie[] = [],
  ) {}
}

type Cookie = [name: string, value: string, expires: number];

// As long as a slow action may take. Whatever takes longer was cut off by the end of its process.
const UNDER_WAY_MS = 60_000;
const MOST_KEPT = 256 * 1_024;

/**
 * Runs a mutation unless it was run before, in the transaction that keeps its answer: whatever becomes of the connection or the process,
 * it has happened once or not at all, and who asks again is told what it was answered.
 *
 * @throws Failure CONFLICT when the key was used for another call
 */
export async function exactlyOnce(
  call: KeyedCall,
  { db, now }: { db: Write; now: Date },
  run: () => Promise<string | undefined>,
): Promise<Answer> {
  const known = await recall(call, db, now);
  if (known) return known;
  const answer = new Answer(await run());
  await insertOne(db, answeredCalls, { ...rowOf(call, now), state: "done", answer: kept(call, answer) });
  return answer;
}

/**
 * Runs an action unless it was begun before. What an action does outside of the database cannot be undone or looked up, so one that was
 * cut off is not run again: its caller is told. One that was refused may be tried again.
 *
 * @throws Failure CONFLICT when the key was used for another call, or the action did not end; SERVICE_UNAVAILABLE while it is under way
 */
export async function atMostOnce(
  call: KeyedCall,
  { database, now, setCookie }: { database: Database; now: Date; setCookie: SetCookie },
  run: (setCookie: SetCookie) => Promise<string | undefined>,
): Promise<Answer> {
  const known = await database.write(
    async (db) => {
      const known = await recall(call, db, now);
      if (!known) await insertOne(db, answeredCalls, { ...rowOf(call, now), state: "begun", answer: null });
      return known;
    },
    { name: "beginCall" },
  );
  if (known) {
    for (const [name, value, expires] of known.cookies) setCookie(name, value, new Date(expires));
    return known;
  }
  const cookies: Cookie[] = [];
  let text: string | undefined;
  try {
    text = await run((name, value, expires) => {
      cookies.push([name, value, expires.getTime()]);
      setCookie(name, value, expires);
    });
  } catch (error) {
    await database.write(async (db) => db.delete(answeredCalls).where(isThis(call)), { name: "forgetCall" });
    throw error;
  }
  // It has happened: when this cannot be written down, the call stays begun and is not run again.
  const answer = new Answer(text, cookies);
  const done = { state: "done" as const, answer: kept(call, answer) };
  await database.write(async (db) => db.update(answeredCalls).set(done).where(isThis(call)), { name: "endCall" });
  return answer;
}

const isThis = ({ caller, id }: KeyedCall) => and(eq(answeredCalls.caller, caller), eq(answeredCalls.id, id));

async function recall(call: KeyedCall, db: Write, now: Date): Promise<Answer | undefined> {
  const known = await first(db.select().from(answeredCalls).where(isThis(call)));
  if (!known) return undefined;
  if (known.call !== call.call) {
    throw conflict("This Idempotency-Key came with another call before. Make a new one for each call.");
  }
  if (known.answer !== null) {
    // Safe because only `kept` writes here, and who has no key cannot.
    const [text, cookies] = JSON.parse(unsealed(call, known.answer)) as [string | null, Cookie[]];
    return new Answer(text ?? undefined, cookies);
  }
  if (known.state === "done") {
    throw conflict(
      "This call was carried out before; its answer was too long to be kept. Look at the state of things.",
    );
  }
  if (now.getTime() - known.at.getTime() < UNDER_WAY_MS) {
    throw new Failure("SERVICE_UNAVAILABLE", "This call is under way. Ask again in a moment.");
  }
  throw conflict("This call was begun before and did not end. Look at the state of things before you try again.");
}

function rowOf({ caller, id, call }: KeyedCall, now: Date) {
  return { caller, id, call, at: now };
}

function kept(call: KeyedCall, { text, cookies }: Answer): string | null {
  const answer = JSON.stringify([text ?? null, cookies]);
  return answer.length > MOST_KEPT ? null : sealed(call, answer);
}
