import type { AppRouter } from "@plinth/server";
import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { isFailure } from "./failure.ts";

/** Has the person prove that it is them. @returns whether they did */
export type AskForProof = () => Promise<boolean>;

/** Whether the server refused a call only until the person has proved that it is them; see `sessions.prove`. */
export function needsProof(error: unknown): boolean {
  return isFailure(error, "FORBIDDEN") && error.data.details?.needs === "proof";
}

/** Sends what needs a proof once more after the person gave one. */
export function proofLink(ask: AskForProof): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) => {
        let current: Unsubscribable | undefined;
        let isOver = false;
        const fail = (error: TRPCClientError<AppRouter>) => observer.error(error);
        const proveAndRepeat = async (refusal: TRPCClientError<AppRouter>) => {
          const isProved = await ask().catch(() => false);
          if (isOver) return;
          if (isProved) current = next(op).subscribe(observer);
          else fail(refusal);
        };
        current = next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => (needsProof(error) ? void proveAndRepeat(error) : fail(error)),
          complete: () => observer.complete(),
        });
        return () => {
          isOver = true;
          current?.unsubscribe();
        };
      });
}
