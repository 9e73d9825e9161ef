import { fileURLToPath } from "node:url";
import { emptyTestDatabase } from "@plinth/database/test";
import type { ServeOptions } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { type App, createApp } from "../src/app.ts";
import { appRouter } from "../src/router.ts";

/** What came back of one call. */
export interface Answer {
  path: string;
  status: number;
  body: string;
}

/** The product as it is started, on a database of its own, and every answer it ever gave. */
export interface ServedProduct extends AsyncDisposable {
  app: App;
  url: string;
  answers: Answer[];
  /** Calls a procedure over HTTP, as whoever has this session token. `more` are further parameters of the address. */
  call(path: string, input?: unknown, as?: { token?: string | undefined; more?: string }): Promise<Answer>;
}

// Safe because the router keeps its procedures flat, by path, beside the types that nest them.
export const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

const USER_AGENT = "canary browser/7.3 of the tests";

/** @example await using product = await serveProduct(); */
export async function serveProduct(options: { limits?: ServeOptions["limits"] } = {}): Promise<ServedProduct> {
  const test = await emptyTestDatabase();
  const app = await createApp({
    ...options,
    databaseUrl: test.url,
    migrations: fileURLToPath(new URL("../../../drizzle", import.meta.url)),
    logLevel: "silent",
    hosts: ["127.0.0.1"],
    origins: [],
    secure: false,
    trustedProxies: 0,
  });
  const running = await app.listen(0, "127.0.0.1");
  const url = `http://127.0.0.1:${running.port}/rpc`;
  const answers: Answer[] = [];
  return {
    app,
    url,
    answers,
    call: async (path, input, { token, more = "" } = {}) => {
      const given = input === undefined ? "" : JSON.stringify(input);
      const headers: Record<string, string> = { "user-agent": USER_AGENT };
      if (token) headers.authorization = `Bearer ${token}`;
      const response = await (procedures[path]?._def.type === "query"
        ? fetch(`${url}/${path}?${[given && `input=${encodeURIComponent(given)}`, more].filter(Boolean).join("&")}`, {
            headers,
          })
        : fetch(`${url}/${path}?${more}`, {
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: given,
          }));
      const answer = { path, status: response.status, body: await response.text() };
      answers.push(answer);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await running.stop(100);
      await app.close();
      await test.drop();
    },
  };
}

/** The data of an answer that went well. */
export function dataOf({ path, status, body }: Answer) {
  if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`);
  return JSON.parse(body).result.data;
}
