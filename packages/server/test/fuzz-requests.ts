import type { Call, Case, CastName } from "./fuzz-calls.ts";
import { reachesForPrototype } from "./fuzz-damage.ts";
import { jsonOf } from "./fuzz-json.ts";
import { procedureAt } from "./fuzz-procedures.ts";
import { isAboutOthersOnly, type Known } from "./fuzz-values.ts";

/** One HTTP request, ready to be sent. */
export interface Request {
  by: CastName;
  method: "GET" | "POST";
  target: string;
  headers: Record<string, string>;
  body: string;
  /** What it calls, in order. */
  paths: string[];
  /** Of each call, whether it may succeed at all. */
  refused: boolean[];
  batched: boolean;
  streamed: boolean;
}

/** Puts a case on the wire: queries by GET, mutations by POST. */
export function requestFor(
  { calls, batched: asBatch, manner }: Case,
  { by, token, known }: { by: CastName; token: string; known: (call: Call) => (field: Known) => unknown },
): Request {
  const batched = asBatch || calls.length > 1;
  const texts = calls.map((call) => (call.input === undefined ? undefined : jsonOf(call.input, known(call))));
  const parts = texts.flatMap((text, at) => (text === undefined ? [] : [`"${at}":${text}`]));
  const input = batched ? `{${parts.join(",")}}` : texts[0];
  const isQuery = calls.every(({ path }) => procedureAt(path)?.type === "query");
  const method = isQuery === (manner === "method") ? "POST" : "GET";
  const parameters = [
    ...(batched ? ["batch=1"] : []),
    ...(method === "GET" && input !== undefined ? [`input=${encodeURIComponent(input)}`] : []),
    // Anything besides these two makes tRPC's own adapter answer.
    ...(manner === "parameter" ? ["x=1"] : []),
  ];
  const streamed = manner === "stream" && batched;
  const paths = calls.map(({ path }) => path);
  return {
    by,
    method,
    target: `/rpc/${paths.join(",")}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === "POST" && { "content-type": "application/json" }),
      ...(streamed && { "trpc-accept": "application/jsonl" }),
    },
    body: method === "POST" ? (input ?? "") : "",
    paths,
    refused: calls.map((call) => mayNotSucceed(call, by)),
    batched,
    streamed,
  };
}

/** Nobody may send keys that reach for prototypes, call what is for others without signing in, or touch what is somebody else's. */
function mayNotSucceed({ path, input }: Call, by: CastName): boolean {
  const isOthers = ({ whose }: Known) =>
    whose === "secret" || (by === "sam" && whose === "own" && !path.startsWith("sessions."));
  return (
    reachesForPrototype(input) ||
    // Operators look after everybody.
    (isAboutOthersOnly(input, isOthers) && !(by === "oscar" && /^(audit\.\w+Installation$|people\.)/.test(path))) ||
    (by === "nobody" && !procedureAt(path)?.meta.audience.startsWith("anyone"))
  );
}

/** The request as a person can send it again. */
export function inWords({ by, method, target, headers, body }: Request): string {
  const cut = (text: string) => (text.length > 4_000 ? `${text.slice(0, 4_000)}… (${text.length} characters)` : text);
  return [
    `As ${by}:`,
    `${method} ${cut(target)}`,
    ...Object.entries(headers).map((pair) => pair.join(": ")),
    "",
    cut(body),
  ].join("\n");
}
