import type { AppRouter } from "@plinth/server";
import { createTRPCContext } from "@trpc/tanstack-react-query";

/**
 * The API in React. `TRPCProvider` goes around the app; `useTRPC()` gives typed options for TanStack Query; `useTRPCClient()` the plain client.
 *
 * @example
 * const trpc = useTRPC();
 * const { data } = useQuery(trpc.tasks.list.queryOptions({ projectId }));
 */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
