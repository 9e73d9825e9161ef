import type { AppRouter } from "@plinth/server";
import { httpBatchLink, httpLink, type Operation, retryLink, splitLink, type TRPCLink } from "@trpc/client";
import { observable, tap } from "@trpc/server/observable";
import { dryRunIn, dryRunLink } from "./dry-run-link.ts";
import { isFailure, isUnreachable } from "./failure.ts";
import type { OwnCalls } from "./own-calls.ts";
import { type AskForProof, proofLink } from "./proof-link.ts";
import { randomUuid } from "./random-uuid.ts";

/** How calls travel. */
export interface Wire {
  url: string;
  headers?: Record<string, string>;
  fetch?: typeof fetch;
  /** Told of the calls that were answered. */
  calls?: OwnCalls | undefined;
  askForProof?: AskForProof | undefined;
}

// The server takes no more calls at once, and proxies commonly refuse longer addresses.
const BATCH = { maxItems: 20, maxURLLength: 8_000 };
const RETRY_MS = [300, 1_500];

/**
 * Queries of one tick travel as one request. Whatever changes something travels alone and under a key, so that it can be sent again when no
 * answer came: the server does it once, however often it arrives.
 */
export function links({ calls, askForProof, ...wire }: Wire): TRPCLink<AppRouter>[] {
  return [
    splitLink({
      condition: ({ type }) => type === "query",
      true: httpBatchLink({ ...wire, ...BATCH }),
      false: [
        ...(askForProof ? [proofLink(askForProof)] : []),
        dryRunLink(),
        underKey(calls),
        retryLink({
          retry: ({ error, attempts }) => attempts <= RETRY_MS.length && mayHaveBeenLost(error),
          retryDelayMs: (attempts) => (RETRY_MS[attempts - 1] ?? 0) * (0.75 + Math.random() / 2),
        }),
        httpLink({ ...wire, headers: ({ op }) => ({ ...wire.headers, ...keyIn(op), ...dryRunIn(op.context) }) }),
      ],
    }),
  ];
}

const KEY = "idempotencyKey";

/** Gives each call a key of its own, unless its caller did, or said with `null` that it may happen twice. */
function underKey(calls: OwnCalls | undefined): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) => {
        if (op.context[KEY] === null) return next(op).subscribe(observer);
        const keyed = { ...op, context: { [KEY]: randomUuid(), ...op.context } };
        return next(keyed)
          .pipe(
            tap({
              next: ({ context }) => {
                const id = responseIn(context)?.headers.get("Idempotency-Id");
                if (id) calls?.note(id);
              },
            }),
          )
          .subscribe(observer);
      });
}

function keyIn({ context }: Operation): Record<string, string> {
  return typeof context[KEY] === "string" ? { "Idempotency-Key": context[KEY] } : {};
}

function responseIn(context: Record<string, unknown> | undefined): Response | undefined {
  return context?.response instanceof Response ? context.response : undefined;
}

function mayHaveBeenLost(error: unknown): boolean {
  return isUnreachable(error) || isFailure(error, "SERVICE_UNAVAILABLE");
}
