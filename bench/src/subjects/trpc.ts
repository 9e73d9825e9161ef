import { createInput, get, getInput, inUrl, listInput, mixed, post } from "./requests.ts";
import type { Subject } from "./subject.ts";

/** How tRPC's own clients ask for the work; `wrap` is what the transformer puts around an input. */
export function trpcRequests(prefix: string, wrap: (input: object) => object): Required<Subject["requests"]> {
  const read = (path: string, input: object) => `${prefix}/${path}?input=${inUrl(wrap(input))}`;
  return {
    list: (sample) => get(read("tasks.list", { ...listInput(sample), limit: 20 }), sample),
    get: (sample) => get(read("tasks.get", getInput(sample)), sample),
    create: (sample) => post(`${prefix}/tasks.create`, sample, wrap(createInput(sample))),
    batch: (sample) => {
      const calls = mixed(sample).map(([name, input]) => ({
        path: `tasks.${name}`,
        input: wrap(name === "list" ? { ...input, limit: 20 } : input),
      }));
      const inputs = Object.fromEntries(calls.map(({ input }, i) => [i, input]));
      return get(`${prefix}/${calls.map(({ path }) => path).join(",")}?batch=1&input=${inUrl(inputs)}`, sample);
    },
  };
}

/** The value inside tRPC's envelope, or the list of them that a batch is. */
export function trpcData(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(trpcData);
  return (body as { result?: { data: unknown } }).result?.data;
}

/** How tRPC's `wsLink` asks to be kept up to date. */
export function subscription(id: number, path: string, input: object): string {
  return JSON.stringify({ id, method: "subscription", params: { path, input } });
}

/** A live query of Plinth, which is such a subscription. */
export function liveQuery(id: number, path: string, input: object): string {
  return subscription(id, "live.query", { path, input });
}

/** What a message holds that brings a value. */
export const BRINGS_VALUE = '"type":"data"';
