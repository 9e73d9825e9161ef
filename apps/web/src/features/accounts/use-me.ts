import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useSuspenseQuery } from "@tanstack/react-query";

export type Me = RouterOutputs["accounts"]["me"];

/** Who is signed in; only pages for signed-in people ask. */
export function useMe(): Me {
  const trpc = useTRPC();
  return useSuspenseQuery(trpc.accounts.me.queryOptions()).data;
}
