import type { RouterOutputs } from "@plinth/client";
import { queryClient, trpc } from "../../api.ts";

/** Loads whose accounts people can sign in with, so that the page does not jump. It works without them, too. */
export function loadProviders(): Promise<RouterOutputs["providers"]["list"]> {
  return queryClient.query({ ...trpc.providers.list.queryOptions(), staleTime: 60_000 }).catch(() => []);
}
