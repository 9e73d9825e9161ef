import type { AppRouter, DryRunReport } from "@plinth/server";
import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";

export type { DryRunReport };

const DRY = "dryRun";

/**
 * Tells the function that a call's context has as `dryRun` what the mutation would have changed. A server that does not know of dry runs
 * carries out the call, and its caller must not be left to think that it did not.
 */
export function dryRunLink(): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) => {
      const { [DRY]: tell } = op.context;
      if (tell === undefined) return next(op);
      return observable((observer) => {
        // Sent as it is, it would be carried out.
        if (typeof tell !== "function") return observer.error(TRPCClientError.from(new TypeError(NO_FUNCTION)));
        // It may happen twice: nothing happens.
        return next({ ...op, context: { ...op.context, idempotencyKey: null } }).subscribe({
          next: (envelope) => {
            const report = Reflect.get(envelope.result, DRY);
            if (!report) return observer.error(TRPCClientError.from(new Error(NO_DRY_RUN)));
            tell(report);
            observer.next(envelope);
          },
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        });
      });
    };
}

const NO_FUNCTION = "The dryRun of a call's context is a function, which is told what the call would change.";
const NO_DRY_RUN = "This server knows no dry runs: it has carried out the call. Update it.";

/** The header that asks for one. */
export function dryRunIn(context: Record<string, unknown>): Record<string, string> {
  return typeof context[DRY] === "function" ? { "Dry-Run": "true" } : {};
}
