import { createBrowserClient, isFailure, Live, OwnCalls } from "@plinth/client";
import { createQueryClient } from "@plinth/client/react";
import type { AppRouter } from "@plinth/server";
import { matchQuery } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { tellFailure } from "./failure-notice.ts";
import { askForProof } from "./features/sessions/proof.ts";

const calls = new OwnCalls();

export const client = createBrowserClient({ calls, askForProof });

/** Keeps up to date what is on the screen. */
export const live = new Live({ calls });

export const queryClient = createQueryClient();

/** Options of queries for code outside of components, such as loaders of routes. Components call `useTRPC()`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** Whether the page itself says what went wrong, so that no notice need appear. */
      explains?: (error: unknown) => boolean;
    };
  }
}

/** Calls back when somebody who was signed in no longer is. Whatever call is refused for that, `accounts.me` has the last word. */
export function onSignedOut(leave: () => void): void {
  const me = trpc.accounts.me.queryFilter();
  const check = (error: unknown) => {
    if (isFailure(error, "UNAUTHORIZED")) void queryClient.invalidateQueries(me);
  };
  queryClient.getQueryCache().config.onError = (error, query) => {
    const wasShown = query.state.data !== undefined;
    if (!matchQuery(me, query)) check(error);
    else if (wasShown && isFailure(error, "UNAUTHORIZED")) leave();
    // What is on the screen stays there; only the refresh failed.
    if (wasShown) tellFailure(error);
  };
  queryClient.getMutationCache().config.onError = (error, _, __, mutation) => {
    check(error);
    if (!mutation.meta?.explains?.(error)) tellFailure(error);
  };
}
