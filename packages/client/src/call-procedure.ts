import { getUntypedClient } from "@trpc/client";
import type { Client } from "./client.ts";
import type { DryRunReport } from "./dry-run-link.ts";
import { isFailure } from "./failure.ts";

/**
 * Calls a procedure by its path, for programs that learn the path only when they run. Without `kind` the server is asked: a call of the
 * wrong kind is refused before anything of it runs. Mutations are tried first because their input may have any size.
 *
 * With `dryRun` nothing is changed, and it is told what would be; this is for mutations alone.
 *
 * @example await callProcedure(plinth, { path: "projects.get", input: { id } });
 */
export async function callProcedure(
  client: Client,
  {
    path,
    input,
    kind,
    dryRun,
  }: { path: string; input?: unknown; kind?: "query" | "mutation"; dryRun?: (report: DryRunReport) => void },
): Promise<unknown> {
  const untyped = getUntypedClient(client);
  if (dryRun) return untyped.mutation(path, input, { context: { dryRun } });
  if (kind) return untyped[kind](path, input);
  return untyped.mutation(path, input).catch((error: unknown) => {
    if (isFailure(error, "METHOD_NOT_SUPPORTED")) return untyped.query(path, input);
    throw error;
  });
}
