import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Client, createClient } from "../packages/client/src/index.ts";
import { launchChromium } from "./chromium.ts";
import { startServer } from "./server.ts";

/** Everybody's, in stories. */
export const PASSWORD = "correct horse battery";

/** A browser of its own, as if on another computer. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the browser's console complained about: errors of the page, and what its security policy forbade. */
  complaints: string[];
}

/** Somebody with an account, signed in in a browser of their own. */
export interface Person extends Visitor {
  name: string;
  email: string;
  /** The same person calling the API, to bring about quickly what a story takes for granted. */
  client: Client;
}

/** The built product, running on a database of its own, with a browser to look at it. */
export interface StartedApp extends AsyncDisposable {
  url: string;
  /** The one-time link the server printed. */
  setUpLink: string;
  /** A browser with nobody signed in, at the start page unless told otherwise. */
  newVisitor(path?: string, options?: BrowserContextOptions): Promise<Visitor>;
  /**
   * Makes `ada` an account (`Ada`, `ada@example.com`; the first one is the operator) and signs her in. Her page is still empty. Another Ada has
   * another address.
   */
  newPerson(name: string, options?: BrowserContextOptions): Promise<Person>;
  /** Closes the browsers of everybody so far. */
  closeBrowsers(): Promise<void>;
  /** Kills the server without a word, and starts it again. */
  crash(): Promise<void>;
}

// One for all stories of a process, which ends it.
let browser: Promise<Browser> | undefined;

/**
 * @param databaseUrl - of an empty database. Default: a file of its own.
 * @param settings - of the environment, besides the usual ones
 * @example await using app = await startApp();
 */
export async function startApp(databaseUrl?: string, settings?: Record<string, string>): Promise<StartedApp> {
  const server = await startServer(databaseUrl, settings);
  browser ??= launchChromium();
  const running = await browser;
  const contexts: BrowserContext[] = [];
  const namesakes = new Map<string, number>();
  const anyone = createClient({ url: server.url });

  const open = async (options: BrowserContextOptions = {}): Promise<Visitor> => {
    const context = await running.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      ...options,
    });
    contexts.push(context);
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // Refused calls are part of stories; the page has to cope with them.
      if (message.type() === "error" && !/^Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    return { page, context, complaints };
  };

  const newVisitor: StartedApp["newVisitor"] = async (path = "/", options) => {
    const visitor = await open(options);
    await visitor.page.goto(path);
    return visitor;
  };

  const newPerson: StartedApp["newPerson"] = async (name, options) => {
    const nth = (namesakes.get(name) ?? 0) + 1;
    namesakes.set(name, nth);
    const email = `${name}${nth > 1 ? nth : ""}@example.com`;
    const account = { name: name[0]?.toUpperCase() + name.slice(1), email, password: PASSWORD };
    const { needsSetUp } = await anyone.accounts.installation.query();
    const token = new URL(server.setUpLink).searchParams.get("token") ?? "";
    await (needsSetUp ? anyone.accounts.setUp.mutate({ ...account, token }) : anyone.accounts.signUp.mutate(account));
    const visitor = await open(options);
    const shown = { email: account.email, password: PASSWORD };
    // What the answer sets are the cookies of the browser. Filling in the form is what the stories about signing in are for.
    const answer = await visitor.context.request.post("/rpc/sessions.signIn", { data: shown });
    if (!answer.ok()) throw new Error(await answer.text());
    const session = await anyone.sessions.signIn.mutate({ ...shown, as: "token" });
    const client = createClient({ url: server.url, session: session.token ?? "" });
    return { ...visitor, name: account.name, email: account.email, client };
  };

  const closeBrowsers = async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  };
  return {
    url: server.url,
    setUpLink: server.setUpLink,
    newVisitor,
    newPerson,
    closeBrowsers,
    crash: server.crash,
    async [Symbol.asyncDispose]() {
      await closeBrowsers();
      await server.stop();
    },
  };
}

/**
 * One app for all stories of a file, which do not get into each other's way: each makes people and a project of its own.
 *
 * @example
 * const app = appOfFile();
 * test("…", async () => { const ada = await app.newPerson("ada"); … });
 */
export function appOfFile(): Pick<StartedApp, "newPerson"> {
  const started: StartedApp[] = [];
  beforeAll(async () => {
    started.push(await startApp());
  });
  afterEach(() => started[0]?.closeBrowsers());
  afterAll(() => started[0]?.[Symbol.asyncDispose]());
  return {
    newPerson(name, options) {
      if (!started[0]) throw new Error("The app is started before the stories of the file.");
      return started[0].newPerson(name, options);
    },
  };
}

/** Fills in the sign-in page and waits until it is left. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}
