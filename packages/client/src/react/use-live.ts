import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, createElement, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import type { Live, LiveStatus } from "../live/live.ts";
import { keepLive, live } from "./keep-live.ts";

const LiveContext = createContext<Live | undefined>(undefined);

/** Goes around the app, inside `QueryClientProvider`: keeps what is marked as live up to date. */
export function LiveProvider({ live: connection, children }: { live: Live; children: ReactNode }) {
  const client = useQueryClient();
  useEffect(() => keepLive(client, connection), [client, connection]);
  return createElement(LiveContext.Provider, { value: connection }, children);
}

// Safe because it only adds a mark to the options, whose types decide which of `useQuery`'s forms this is.
/**
 * As `useQuery`, with the same types and cache, and up to date from then on.
 *
 * @example const { data } = useLive(trpc.tasks.list.queryOptions({ projectId }));
 */
export const useLive = ((options: Parameters<typeof useQuery>[0]) => useQuery(live(options))) as typeof useQuery;

/** Whether what is shown is kept up to date. */
export function useLiveStatus(): LiveStatus {
  const connection = useContext(LiveContext);
  return useSyncExternalStore(
    (changed) => connection?.onStatus(changed) ?? (() => {}),
    () => connection?.status ?? "reconnecting",
  );
}
