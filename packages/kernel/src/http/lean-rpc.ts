import type { IncomingMessage, ServerResponse } from "node:http";
import { type AnyTRPCProcedure, type AnyTRPCRouter, getTRPCErrorShape, TRPCError } from "@trpc/server";
import type { RequestContext } from "../context.ts";
import type { DryRunReport } from "../dry-run/dry-run.ts";
import { keyId } from "../once/keyed-call.ts";
import { type Direct, directOf } from "../procedures.ts";
import { toTRPCError } from "../trpc.ts";
import { retryAfterSeconds } from "./answers.ts";
import { parseJsonInput } from "./json-input.ts";

/** Calls of plain JSON procedures, all of one kind, as a request names them. */
export interface LeanCalls {
  type: "query" | "mutation";
  batched: boolean;
  /** The raw input, JSON text: of one call, or of a batch as an object by index. */
  input: string | undefined;
  calls: { path: string; direct: Direct }[];
}

/** Everything an answer needs besides the calls themselves. */
export interface LeanAnswer {
  router: AnyTRPCRouter;
  ctx: RequestContext;
  /** Whether the calls are to change nothing, and each is answered with what it would have changed as well. */
  dryRun: boolean;
  /** Those that every answer has. Flat: name, value, name, value. */
  headers: readonly string[];
  onError(error: TRPCError, path: string): void;
}

const CLEAN_PATH = /^[\w.]+(,[\w.]+)*$/;

/**
 * Reads off a request which procedures it calls, when it is one this adapter answers: single or batched JSON queries by GET, mutations by
 * POST, of procedures made with this package's builders. For anything else (streams, subscriptions, odd paths and parameters, unknown
 * procedures) the answer is `undefined`, and tRPC's own adapter takes the request.
 */
export function leanCalls(
  request: IncomingMessage,
  path: string,
  { router, maxBatchSize }: { router: AnyTRPCRouter; maxBatchSize: number },
): LeanCalls | undefined {
  const { method, headers, url = "" } = request;
  if (!CLEAN_PATH.test(path) || headers["trpc-accept"] || headers.accept?.includes("jsonl")) return undefined;
  const parameters = readParameters(url);
  if (!parameters) return undefined;
  const type = method === "GET" ? "query" : "mutation";
  if (type === "query" && headers["content-type"] && headers["content-type"] !== "application/json") return undefined;

  const paths = parameters.batched ? path.split(",") : [path];
  if (paths.length > maxBatchSize) return undefined;
  const calls: LeanCalls["calls"] = [];
  for (const name of paths) {
    const direct = directTo(router, name, type);
    if (!direct) return undefined;
    calls.push({ path: name, direct });
  }
  return { type, batched: parameters.batched, input: parameters.input, calls };
}

function directTo({ _def }: AnyTRPCRouter, path: string, type: "query" | "mutation"): Direct | undefined {
  const procedures: Record<string, AnyTRPCProcedure> = _def.procedures;
  const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
  return procedure?._def.type === type ? directOf(procedure) : undefined;
}

/** The parameters `batch` and `input`; nothing when there are others, or any of them twice, or written in a way to think about. */
function readParameters(url: string): { batched: boolean; input: string | undefined } | undefined {
  const start = url.indexOf("?");
  if (start === -1) return { batched: false, input: undefined };
  let batched = false;
  let input: string | undefined;
  for (const part of url.slice(start + 1).split("&")) {
    if (part === "batch=1" && !batched) batched = true;
    else if (part.startsWith("input=") && input === undefined) {
      try {
        input = decodeURIComponent(part.slice(6).replaceAll("+", " "));
      } catch {
        return undefined;
      }
    } else return undefined;
  }
  return { batched, input };
}

/** Runs the calls and writes the answer tRPC's own adapter would give, byte for byte. */
export async function answerLean(
  response: ServerResponse,
  { type, batched, input, calls }: LeanCalls,
  { router, ctx, dryRun, headers, onError }: LeanAnswer,
): Promise<void> {
  // Read by the first procedure that admits its caller, so that a stranger's input is never parsed; once, also when that fails.
  let inputs: { value: unknown } | { refusal: unknown } | undefined;
  const inputOf = (index: number) => {
    inputs ??= settled(() => readInputs(input, batched));
    if ("refusal" in inputs) throw inputs.refusal;
    return batched ? (inputs.value as Record<number, unknown>)[index] : inputs.value;
  };
  let status = 0;
  const reasons: unknown[] = [];
  const one = async ({ path, direct }: LeanCalls["calls"][number], index: number): Promise<string> => {
    try {
      const call = { ctx, readInput: () => inputOf(index), path };
      let report: DryRunReport | undefined;
      const onDryRun = (told: DryRunReport) => {
        report = told;
      };
      const json = await direct(dryRun ? { ...call, onDryRun } : call);
      status = combined(status, 200);
      if (report)
        return `{"result":{${json === undefined ? "" : `"data":${json},`}"dryRun":${JSON.stringify(report)}}}`;
      return json === undefined ? '{"result":{}}' : `{"result":{"data":${json}}}`;
    } catch (thrown) {
      const error = toTRPCError(thrown);
      onError(error, path);
      reasons.push(error.cause);
      const shape = getTRPCErrorShape({ config: router._def._config, error, type, path, input: undefined, ctx });
      status = combined(status, shape.data.httpStatus);
      return `{"error":${JSON.stringify(shape)}}`;
    }
  };
  const [first] = calls;
  const text = batched ? `[${(await Promise.all(calls.map(one))).join(",")}]` : first ? await one(first, 0) : "";
  // Encoded once; Node would measure the text first, join it to the headers, and encode the whole.
  const body = Buffer.from(text);
  const key = ctx.idempotencyKey;
  const more = key === undefined ? [] : ["Idempotency-Id", keyId(key)];
  const seconds = retryAfterSeconds(reasons);
  if (seconds > 0) more.push("Retry-After", String(seconds));
  response.writeHead(status, [
    ...headers,
    ...["X-Request-Id", ctx.requestId, ...more, "Content-Length", String(body.length)],
  ]);
  response.end(body);
}

function settled(read: () => unknown): { value: unknown } | { refusal: unknown } {
  try {
    return { value: read() };
  } catch (refusal) {
    return { refusal };
  }
}

/** tRPC answers 207 when the calls of a batch ended differently. */
function combined(status: number, next: number): number {
  return status === 0 || status === next ? next : 207;
}

function readInputs(text: string | undefined, batched: boolean): unknown {
  if (!text) return batched ? {} : undefined;
  const value = parseJsonInput(text);
  if (batched && (typeof value !== "object" || value === null || Array.isArray(value))) {
    throw new TRPCError({ code: "BAD_REQUEST", message: '"input" needs to be an object when doing a batch call' });
  }
  return value;
}
