// Faults: 43.
import { getTableColumns } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dataOf, procedures, type ServedProduct, serveProduct } from "../test/served-product.ts";
import { codeAt, stepAt } from "./features/totp/totp.ts";
import * as tables from "./tables.ts";

const people = ["root", "olga", "mona", "vera", "eve"] as const;
type Person = (typeof people)[number];

const account = (name: Person) => ({ name, email: `${name}@example.com`, password: `${name}'s canary password` });

// What a column is called tells that no answer may hold it; a column that is added is looked at without being named here.
const SECRET = /hash|secret|token|password|^userAgent$/i;
/** The hash of a session's token also names the session, to its owner. */
const SESSIONS = "sessions.id";

interface Story extends Record<string, string> {
  workspaceId: string;
  slug: string;
  projectId: string;
  taskId: string;
  invite: string;
  webhookId: string;
  webhookSecret: string;
  totpSecret: string;
  deliveryId: string;
  key: string;
}

const inputs: Record<string, (story: Story) => unknown> = {
  "accounts.me": () => undefined,
  "accounts.installation": () => undefined,
  "devices.listTrusted": () => undefined,
  "sessions.list": () => undefined,
  "recoveryCodes.status": () => undefined,
  "totp.status": () => undefined,
  "sessions.waysToProve": () => undefined,
  "emails.pending": () => undefined,
  "passkeys.list": () => undefined,
  "providers.list": () => undefined,
  "providers.connections": () => undefined,
  "workspaces.list": () => undefined,
  "workspaces.get": ({ slug }) => ({ slug }),
  "members.list": ({ workspaceId }) => ({ workspaceId }),
  "invites.list": ({ workspaceId }) => ({ workspaceId }),
  "invites.preview": ({ invite }) => ({ token: invite }),
  "projects.list": ({ workspaceId }) => ({ workspaceId }),
  "projects.get": ({ projectId }) => ({ id: projectId }),
  "projects.getByKey": ({ workspaceId }) => ({ workspaceId, key: "APO" }),
  "statuses.list": ({ projectId }) => ({ projectId }),
  "labels.list": ({ projectId }) => ({ projectId }),
  "tasks.list": ({ projectId }) => ({ projectId }),
  "tasks.board": ({ projectId }) => ({ projectId }),
  "tasks.get": ({ taskId }) => ({ id: taskId }),
  "tasks.getByNumber": ({ projectId }) => ({ projectId, number: 1 }),
  "tasks.trash": ({ projectId }) => ({ projectId }),
  "presence.on": ({ taskId }) => ({ taskId }),
  "comments.list": ({ taskId }) => ({ taskId }),
  "follows.state": ({ taskId }) => ({ taskId }),
  "notifications.list": () => ({}),
  "notifications.unreadCount": () => undefined,
  "notifications.preferences": () => undefined,
  "search.inWorkspace": ({ workspaceId }) => ({ workspaceId, text: "land" }),
  "activity.ofTask": ({ taskId }) => ({ taskId }),
  "activity.ofProject": ({ projectId }) => ({ projectId }),
  "imports.list": ({ projectId }) => ({ projectId }),
  "webhooks.list": ({ workspaceId }) => ({ workspaceId }),
  "webhooks.deliveries": ({ webhookId }) => ({ webhookId }),
  "webhooks.delivery": ({ deliveryId }) => ({ id: deliveryId }),
  "jobs.list": () => ({}),
  "jobs.depths": () => undefined,
  "audit.list": ({ workspaceId }) => ({ workspaceId }),
  "audit.ofInstallation": () => ({}),
  "apiKeys.list": () => undefined,
  "apiKeys.scopes": () => undefined,
  "apiKeys.ofWorkspace": ({ workspaceId }) => ({ workspaceId }),
};

const queries = Object.keys(procedures).filter((path) => procedures[path]?._def.type === "query");

let product: ServedProduct;
let tokens: Record<Person, string>;
let story: Story;
let secrets: Record<string, string[]>;
beforeAll(async () => {
  product = await serveProduct();
  tokens = await signEverybodyIn(product);
  story = await live(product, tokens);
  secrets = await secretsIn(product);
});
afterAll(() => product[Symbol.asyncDispose]());

test("everybody asks every query, in both ways it can be answered, and somebody sees something", async () => {
  expect(Object.keys(inputs).sort()).toEqual(queries.sort());

  for (const path of queries) {
    const everybody = [undefined, ...Object.values(tokens)];
    const asked = everybody.flatMap((token) =>
      ["", "x=1"].map((more) => product.call(path, inputs[path]?.(story), { token, more })),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect([path, statuses.includes(200)]).toEqual([path, true]);
  }
});

test("no answer so far holds a secret of the database", () => {
  expect(Object.keys(secrets)).toEqual(
    expect.arrayContaining([
      SESSIONS,
      "sessions.userAgent",
      "passwords.hash",
      "setupLinks.tokenHash",
      "invites.tokenHash",
      "recoveryCodes.codeHash",
      "totps.secret",
      "totps.pendingSecret",
      "webhooks.secret",
      "webhooks.previousSecret",
      "apiKeys.tokenHash",
    ]),
  );
  for (const [column, values] of Object.entries(secrets)) {
    expect([column, values.length > 0]).toEqual([column, true]);
    const shown = product.answers.filter(
      ({ path, body }) =>
        values.some((value) => body.includes(value)) && !(column === SESSIONS && path === "sessions.list"),
    );
    expect([column, shown]).toEqual([column, []]);
  }
});

test("a password is in no answer, and a token in the one that hands it out", () => {
  const answersWith = (text: string) =>
    product.answers.filter(({ body }) => body.includes(text)).map(({ path }) => path);

  for (const name of people) {
    expect(answersWith(account(name).password)).toEqual([]);
    expect(answersWith(tokens[name])).toEqual(["sessions.signIn"]);
  }
  expect(answersWith(story.invite)).toEqual(["invites.create"]);
  expect(answersWith(story.totpSecret)).toEqual(["totp.enrol"]);
  expect(answersWith(story.webhookSecret)).toEqual(["webhooks.rotateSecret"]);
  expect(answersWith(story.key)).toEqual(["apiKeys.create"]);
});

test("no other field of an answer is named like a secret", () => {
  const fields = product.answers.flatMap(({ path, body }) =>
    [...body.matchAll(/"(\w+)":/g)]
      .filter(([, field = ""]) => SECRET.test(field))
      .map(([, field]) => `${path} ${field}`),
  );

  expect([...new Set(fields)].sort()).toEqual([
    "apiKeys.create token",
    "invites.create token",
    "sessions.signIn token",
    "totp.enrol secret",
    "webhooks.create secret",
    "webhooks.rotateSecret secret",
  ]);
});

test("a person sees the names of their own sessions only", async () => {
  const idsOf = async (name: Person): Promise<string[]> =>
    dataOf(await product.call("sessions.list", undefined, { token: tokens[name] })).map(({ id }: { id: string }) => id);

  const lists = await Promise.all(people.map(idsOf));

  expect(lists.map((ids) => ids.length)).toEqual(people.map(() => 1));
  expect(lists.flat().sort()).toEqual([...(secrets[SESSIONS] ?? [])].sort());
});

async function signEverybodyIn({ app, call }: ServedProduct): Promise<Record<Person, string>> {
  dataOf(await call("accounts.setUp", { ...account("root"), token: app.setUpToken }));
  const tokens: Partial<Record<Person, string>> = {};
  for (const name of people) {
    if (name !== "root") dataOf(await call("accounts.signUp", account(name)));
    const { email, password } = account(name);
    tokens[name] = dataOf(await call("sessions.signIn", { email, password, as: "token" })).token;
  }
  // Safe because the loop has gone over everybody.
  return tokens as Record<Person, string>;
}

/** What a team does in its first days, so that every list has something in it. */
async function live({ call }: ServedProduct, tokens: Record<Person, string>): Promise<Story> {
  const as = (name: Person) => async (path: string, input?: unknown) =>
    dataOf(await call(path, input, { token: tokens[name] }));
  const [olga, mona, vera] = [as("olga"), as("mona"), as("vera")];
  const { id: workspaceId, slug } = await olga("workspaces.create", { name: "Apollo" });
  const invite = (email: string, role: string) => olga("invites.create", { workspaceId, email, role });
  await mona("invites.accept", { token: (await invite("mona@example.com", "member")).token });
  await vera("invites.accept", { token: (await invite("vera@example.com", "viewer")).token });
  await olga("invites.revoke", { id: (await invite("nobody@example.com", "viewer")).id });
  const { token: open } = await invite("eve@example.com", "member");

  const { id: projectId } = await olga("projects.create", { workspaceId, name: "Lander", key: "APO" });
  const label = await mona("labels.create", { projectId, name: "Fuel" });
  const { id: taskId } = await mona("tasks.create", { projectId, title: "Land", labelIds: [label.id] });
  const gone = await mona("tasks.create", { projectId, title: "Forget" });
  await mona("tasks.delete", { id: gone.id });
  const comment = await olga("comments.create", { taskId, body: "Softly, @mona" });
  await mona("comments.react", { commentId: comment.id, kind: "+1" });
  const started = await mona("imports.start", { projectId, source: "csv" });
  await mona("imports.addRows", {
    id: started.id,
    rows: [{ line: 1, row: { kind: "task", externalId: "1", title: "A" } }],
  });
  await mona("imports.finish", { id: started.id });
  const { id: webhookId } = await olga("webhooks.create", { workspaceId, url: "https://example.com/", events: ["*"] });
  const { secret: webhookSecret } = await olga("webhooks.rotateSecret", { id: webhookId });
  const { id: deliveryId } = await olga("webhooks.sendTest", { id: webhookId });
  const { token: key } = await olga("apiKeys.create", { name: "Deploy", workspaceId, scopes: ["tasks:read"] });
  dataOf(await call("signInLinks.ask", { email: "olga@example.com" }));
  const { secret: totpSecret } = await vera("totp.enrol");
  await vera("totp.confirm", { code: codeAt(totpSecret, stepAt(new Date())) });
  await vera("totp.enrol");
  const webhook = { webhookId, webhookSecret, deliveryId };
  return { workspaceId, slug, projectId, taskId, invite: open, ...webhook, key, totpSecret };
}

/** Every value of every column that is a secret, under `table.column`. */
async function secretsIn({ app: { database } }: ServedProduct): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    const columns = Object.entries(getTableColumns(table)).filter(
      ([column]) => SECRET.test(column) || `${name}.${column}` === SESSIONS,
    );
    for (const [column, definition] of columns) {
      const rows = await database.read.select({ value: definition }).from(table);
      const values = rows.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
      if (rows.length > 0) found[`${name}.${column}`] = [...new Set(values)];
    }
  }
  return found;
}
