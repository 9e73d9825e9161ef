export { keepLive, live } from "./keep-live.ts";
export { createQueryClient } from "./query-client.ts";
export { TRPCProvider, useTRPC, useTRPCClient } from "./trpc.ts";
export { LiveProvider, useLive, useLiveStatus } from "./use-live.ts";
