import { randomUUID } from "node:crypto";
import { createLog, mutationContext, system } from "@plinth/kernel";
import { renewSetUpLink } from "../src/features/accounts/set-up-link.ts";
import type { Call, CastName } from "./fuzz-calls.ts";
import { type Cast, createCast } from "./fuzz-cast.ts";
import { exchange } from "./fuzz-http.ts";
import { pick, type Rows, readRows, type Viewpoint } from "./fuzz-rows.ts";
import { createSecretWorkspace, type SecretWorkspace } from "./fuzz-secret.ts";
import { LogWatch, serveForFuzzing } from "./fuzz-server.ts";
import type { Known } from "./fuzz-values.ts";
import { PASSWORD } from "./people.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

/** The product, served, with people who call and things to call about. */
export interface Stage extends AsyncDisposable {
  app: TestApp;
  port: number;
  log: LogWatch;
  cast: Cast;
  secret: SecretWorkspace;
  /** Promises nobody caught and errors nobody handled, anywhere in the process. */
  stray: unknown[];
  /** How often each procedure has succeeded over HTTP. */
  succeeded: Map<string, number>;
  /** Notes that a procedure has succeeded, and with what. */
  note(path: string, data: unknown): void;
  /** Puts right what calls have changed, and looks at what is there now. */
  reset(): Promise<void>;
  /** Rows of the secret workspace that are no longer what they were, and what came to them. */
  trespasses(): Promise<string[]>;
  /** Fills in what a call left open. */
  fillIn(call: Call, by: CastName, project: number): (known: Known) => unknown;
}

export async function createStage(): Promise<Stage> {
  const app = await createTestApp(new Date());
  const log = new LogWatch();
  const running = await serveForFuzzing(app, log);
  const succeeded = await setUpOverHttp(app, running.port);
  const cast = await createCast(app);
  const secret = await createSecretWorkspace(app);
  const before = await secret.content();
  const stray: unknown[] = [];
  const onStray = (error: unknown) => stray.push(error);
  process.on("unhandledRejection", onStray).on("uncaughtExceptionMonitor", onStray);
  let rows: Rows = new Map();
  const cursors = new Map<string, string[]>();

  return {
    ...{ app, port: running.port, log, cast, secret, stray, succeeded },
    note(path, data) {
      succeeded.set(path, (succeeded.get(path) ?? 0) + 1);
      const { nextCursor } = Object(data) as { nextCursor?: unknown };
      if (typeof nextCursor === "string") cursors.set(path, [nextCursor, ...(cursors.get(path) ?? [])].slice(0, 20));
    },
    async reset() {
      await cast.reset();
      rows = await readRows(app.database);
      for (const { token } of Object.values(cast.people)) if (token) log.secrets.add(token);
    },
    async trespasses() {
      const now = await secret.content();
      const [is, was] = [new Set(now), new Set(before)];
      return [...before.filter((row) => !is.has(row)), ...now.filter((row) => !was.has(row))];
    },
    fillIn({ path }, by, project) {
      const { userId } = cast.people[by];
      const projectId = cast.projectIds[project % cast.projectIds.length] ?? "";
      const from: Viewpoint = { path, userId, projectId, workspaceId: cast.workspaceId };
      return (known) => {
        if (known.field === "token") return cast.inviteToken;
        const given = cursors.get(path) ?? [];
        if (known.field === "cursor") return given[known.nth % given.length];
        return pick(known, { rows, secret: secret.rows }, from) ?? randomUUID();
      };
    },
    async [Symbol.asyncDispose]() {
      process.off("unhandledRejection", onStray).off("uncaughtExceptionMonitor", onStray);
      await running.stop(0);
      await app[Symbol.asyncDispose]();
    },
  };
}

/** The first account can only be made once, so it is made here, as people do it. */
async function setUpOverHttp({ database, now }: TestApp, port: number): Promise<Map<string, number>> {
  const ctx = { actor: system, now: now(), requestId: randomUUID(), log: createLog("silent") };
  const token = await database.write((db) => renewSetUpLink(mutationContext(ctx, db)));
  const account = { name: "Root", email: "root@example.com", password: PASSWORD, token };
  const headers = { "content-type": "application/json" };
  const made = { method: "POST", target: "/rpc/accounts.setUp", headers, body: JSON.stringify(account) };
  const { status } = await exchange(port, made);
  return new Map(status === 200 ? [["accounts.setUp", 1]] : []);
}
