export { createQueryClient } from "./query-client.ts";
export { TRPCProvider, useTRPC, useTRPCClient } from "./trpc.ts";
