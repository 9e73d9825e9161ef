// The same small product on Drizzle and Lucia's own adapters, as their documentation writes it. Every peer that uses Drizzle shares it, so
// that what differs between them is the framework alone.
import { Lucia } from "lucia";

const on = process.env.BENCH_DATABASE.startsWith("postgres") ? "postgres" : "sqlite";
const { adapter, ...product } = await import(`./drizzle/${on}.mjs`);

export { inputs } from "./drizzle/inputs.mjs";
export const { listTasks, getTask, createTask, workspacesOf } = product;

const lucia = new Lucia(adapter, { sessionCookie: { name: "session" } });

/** The person behind a cookie header, or `null`. */
export async function userOf(cookie) {
  const id = lucia.readSessionCookie(cookie ?? "");
  return id ? (await lucia.validateSession(id)).user : null;
}
