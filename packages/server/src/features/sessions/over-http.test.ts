// Faults: 59.
import { fileURLToPath } from "node:url";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { type App, createApp } from "../../app.ts";

const ada = { name: "Ada", email: "ada@example.com", password: "correct horse" };

const ORIGIN = "https://plinth.example.com";

interface Server extends AsyncDisposable {
  app: App;
  get(procedure: string, cookie: string): Promise<Response>;
  post(procedure: string, input?: object, cookie?: string): Promise<Response>;
}

async function startServer(options: { secure: boolean }): Promise<Server> {
  const test = await emptyTestDatabase();
  const app = await createApp({
    ...options,
    databaseUrl: test.url,
    migrations: fileURLToPath(new URL("../../../../../drizzle", import.meta.url)),
    logLevel: "silent",
    hosts: ["127.0.0.1"],
    origins: [ORIGIN],
    trustedProxies: 0,
  });
  const running = await app.listen(0, "127.0.0.1");
  const urlOf = (procedure: string) => `http://127.0.0.1:${running.port}/rpc/${procedure}`;
  return {
    app,
    get: (procedure, cookie) => fetch(urlOf(procedure), { headers: { cookie } }),
    post: (procedure, input, cookie = "") => {
      const headers = { "content-type": "application/json", origin: ORIGIN, cookie };
      return fetch(urlOf(procedure), { method: "POST", headers, ...(input && { body: JSON.stringify(input) }) });
    },
    async [Symbol.asyncDispose]() {
      await running.stop(100);
      await app.close();
      await test.drop();
    },
  };
}

test("an unknown address and a wrong password get the same answer to the byte", async () => {
  await using server = await startServer({ secure: false });
  await server.post("accounts.setUp", { ...ada, token: server.app.setUpToken });

  const answers = ["ada@example.com", "bob@example.com"].map(async (email) => {
    const response = await server.post("sessions.signIn", { email, password: "a wrong horse" });
    const requestId = response.headers.get("x-request-id") ?? "";
    const headers = [...response.headers].filter(([name]) => name !== "x-request-id" && name !== "date");
    return { status: response.status, headers, body: (await response.text()).replaceAll(requestId, "") };
  });
  const [known, unknown] = await Promise.all(answers);

  expect(known?.status).toBe(401);
  expect(known?.body).toContain("E-mail or password is not right.");
  expect(unknown).toEqual(known);
});

test("a session's cookie is for this host alone and out of reach of scripts", async () => {
  await using server = await startServer({ secure: true });
  await server.post("accounts.setUp", { ...ada, token: server.app.setUpToken });

  const signedIn = await server.post("sessions.signIn", { email: ada.email, password: ada.password });
  const [device, set = "", ...more] = signedIn.headers.getSetCookie();
  const [cookie = ""] = set.split(";");
  const me = await server.get("accounts.me", cookie);
  const signedOut = await server.post("sessions.signOut", undefined, cookie);

  expect(more).toEqual([]);
  expect(device).toMatch(/^__Host-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=.*; Secure$/);
  expect(set).toMatch(/^__Host-session=[a-z0-9]{40}; /);
  expect(set.split("; ").slice(1)).toEqual(
    expect.arrayContaining(["Path=/", "HttpOnly", "SameSite=Lax", "Secure", expect.stringMatching(/^Expires=/)]),
  );
  expect(await me.json()).toMatchObject({ result: { data: { email: ada.email, operator: true } } });
  expect(signedOut.headers.getSetCookie()[0]).toMatch(/^__Host-session=; .*Expires=Thu, 01 Jan 1970/);
});
