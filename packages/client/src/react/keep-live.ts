import {
  hashKey,
  type InfiniteData,
  type Query,
  type QueryClient,
  replaceEqualDeep,
  skipToken,
} from "@tanstack/react-query";
import type { Live } from "../live/live.ts";

/** Marks a query as one to keep up to date: `useQuery(live(trpc.tasks.list.queryOptions(input)))`. */
export function live<O extends { meta?: Record<string, unknown> | undefined }>(options: O): O {
  return { ...options, meta: { ...options.meta, live: true } };
}

/**
 * Keeps every query up to date that is marked as live and on the screen. A new value replaces the one in the cache; a list of pages is
 * fetched again when one of its pages changed. While mutations are under way nothing is replaced, and after them nothing by a value that does
 * not contain what they did: what they show in advance stays.
 *
 * @returns how to stop.
 */
export function keepLive(client: QueryClient, connection: Live): () => void {
  const followed = new Map<string, { pages: string; stop(): void }>();

  const look = (query: Query) => {
    const wanted = isWanted(query) ? inputsOf(query) : [];
    const pages = hashKey(wanted);
    const known = followed.get(query.queryHash);
    if (known ? known.pages === pages : wanted.length === 0) return;
    known?.stop();
    followed.delete(query.queryHash);
    if (wanted.length === 0) return;
    const stops = wanted.map((input, page) => follow({ client, connection, query }, input, page));
    const stop = () => {
      for (const one of stops) one();
    };
    followed.set(query.queryHash, { pages, stop });
  };

  for (const query of client.getQueryCache().getAll()) look(query);
  const unsubscribe = client.getQueryCache().subscribe(({ query }) => look(query));
  return () => {
    unsubscribe();
    for (const { stop } of followed.values()) stop();
    followed.clear();
  };
}

function isWanted(query: Query): boolean {
  return query.meta?.live === true && query.options.queryFn !== skipToken && query.isActive();
}

/** What the procedure is asked, once for each page that is shown. */
function inputsOf(query: Query): unknown[] {
  const { input, pages } = partsOf(query);
  return pages ? pages.map((cursor) => (cursor ? { ...Object(input), cursor } : input)) : [input];
}

/** How tRPC names a query: its path, and what it is asked. */
function partsOf({ queryKey, state }: Query): { path: string; input: unknown; pages: unknown[] | undefined } {
  // Safe because only options made by tRPC are marked as live.
  const [path, asked] = queryKey as [string[], { input?: unknown; type?: "query" | "infinite" } | undefined];
  const pages =
    asked?.type === "infinite" ? ((state.data as InfiniteData<unknown> | undefined)?.pageParams ?? []) : undefined;
  return { path: path.join("."), input: asked?.input, pages };
}

interface Followed {
  client: QueryClient;
  connection: Live;
  query: Query;
}

function follow({ client, connection, query }: Followed, input: unknown, page: number): () => void {
  const { path, pages } = partsOf(query);
  const { queryKey } = query;
  let newest: unknown;
  let isWaiting = false;
  const contained = new Set<string>();
  const isMaking = () =>
    client
      .getMutationCache()
      .getAll()
      .some(({ state }) => state.status === "pending");
  const isSettled = () => !isMaking() && [...connection.calls.answered].every((call) => contained.has(call));
  const takeIfSettled = () => {
    if (!isWaiting || !isSettled()) return;
    isWaiting = false;
    if (!pages) {
      client.setQueryData(queryKey, newest);
      return;
    }
    const shown = (query.state.data as InfiniteData<unknown> | undefined)?.pages[page];
    if (replaceEqualDeep(shown, newest) !== shown) void client.invalidateQueries({ queryKey, exact: true });
  };
  const stop = connection.follow(path, input, {
    onValue: (value) => {
      newest = value;
      isWaiting = true;
      takeIfSettled();
    },
    onContained: (calls) => {
      for (const call of calls) contained.add(call);
      takeIfSettled();
    },
    // The page asks for itself, and deals with the refusal as with any.
    onEnd: () => void client.invalidateQueries({ queryKey, exact: true }),
  });
  const settled = () => {
    if (connection.calls.answered.size === 0) contained.clear();
    takeIfSettled();
  };
  const stops = [stop, client.getMutationCache().subscribe(takeIfSettled), connection.calls.onSettled(settled)];
  return () => {
    for (const each of stops) each();
  };
}
