import { QueryClient } from "@tanstack/react-query";
import { isFailure, isUnreachable } from "../failure.ts";

const FRESH_MS = 30_000;
const MOST_RETRIES = 3;

/** A cache for the React app. A refused query is not asked again; one the server could not answer is, up to three times. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: (failures, error) => failures < MOST_RETRIES && mayPass(error) },
      mutations: { retry: false },
    },
  });
}

function mayPass(error: unknown): boolean {
  return isUnreachable(error) || isFailure(error, "SERVICE_UNAVAILABLE");
}
