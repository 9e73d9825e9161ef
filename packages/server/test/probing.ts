import { type Database, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { Failure } from "@plinth/kernel";
import { call, callerFor, type Outcome, tryCall } from "../src/access/calls.ts";
import type { CastName } from "../src/access/cast.ts";
import { type Scene, setScene } from "../src/access/scene.ts";
import { sessions, users } from "../src/tables.ts";
import { recordStatements } from "./recorded-statements.ts";

/** What somebody can learn from a call: every byte of the answer, and how much work it was. */
export interface Learnt {
  answer: string;
  statements: string[];
}

/** The sample installation, and a way to look at what calls tell. */
export interface Probing extends Scene, AsyncDisposable {
  database: Database;
  /** Makes a call whose changes are undone. */
  learn(by: CastName, path: string, input: unknown): Promise<Learnt>;
  /** Makes a call whose changes stay, which costs less where there should be none. */
  answerTo(by: CastName, path: string, input: unknown): Promise<string>;
}

export async function createProbing(): Promise<Probing> {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url });
  const scene = await setScene(database);
  // What the cache of sessions begins by itself, once.
  await database.watch([sessions, users]);
  return {
    ...scene,
    database,
    learn: async (by, path, input) => {
      const undone = () => tryCall(database, scene.actors[by], path, input);
      const { result, statements } = await recordStatements(undone);
      return { answer: answerOf(result), statements };
    },
    answerTo: async (by, path, input) => answerOf(await call(callerFor(database, scene.actors[by]), path, input)),
    async [Symbol.asyncDispose]() {
      await database.close();
      await own.drop();
    },
  };
}

/** As it leaves the server, but for its request id. */
function answerOf(outcome: Outcome): string {
  if (outcome.code === "OK") return JSON.stringify(outcome.answer) ?? "nothing";
  const { message, cause } = outcome.error as Error;
  const details = cause instanceof Failure ? cause.details : undefined;
  return JSON.stringify({ code: outcome.code, message, details });
}

/** An answer without what is made at random for whatever is new in it. */
export function withoutRandom(answer: string): string {
  return answer
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replace(/"token":"[\w-]+"/g, '"token":"<token>"')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<moment>");
}
