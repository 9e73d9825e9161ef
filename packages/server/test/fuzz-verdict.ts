import { failureCodes } from "@plinth/kernel";
import { z } from "zod";
import type { Answer } from "./fuzz-http.ts";
import type { Request } from "./fuzz-requests.ts";
import { ECHO } from "./fuzz-texts.ts";
import { PASSWORD } from "./people.ts";

// Refusals that Node gives by itself, before there is a request: malformed, too slow, too large, too many headers, odd expectations.
const BARE = [400, 408, 413, 417, 431];

const AnError = z.strictObject({
  message: z.string().min(1),
  code: z.int().negative(),
  data: z.strictObject({
    code: z.enum(failureCodes),
    httpStatus: z.int().min(400).max(499),
    path: z.string().nullable(),
    requestId: z.uuid().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).nullable(),
  }),
});
const AnAnswer = z.union([z.strictObject({ error: AnError }), z.strictObject({ result: z.looseObject({}) })]);

const internals: [RegExp, string][] = [
  [/\bat (async )?[\w.<>[\] ]+ ?\(|\bat (file:\/\/)?\/|\.[cm]?[jt]s:\d+/, "a stack"],
  [/\b(select|insert into|update|delete from)\b[^.]*["`]?\b(users|passwords|sessions|tasks|events|members)\b/i, "SQL"],
  [
    /SQLITE_|drizzle|Failed query|constraint|relation "|syntax error at|pg_|ECONN|ENOENT|Cannot read prop/i,
    "an engine's words",
  ],
  [/node_modules|\/packages\/|\/home\/|\/tmp\/|file:\/\//, "a path"],
];

/** What is wrong with any answer: it says that we failed, or it tells what nobody may know. */
export function faultsOf({ status, body }: Answer, secrets: readonly string[]): string[] {
  const found: string[] = [];
  if (status < 200 || status >= 500) found.push(`answered ${status}`);
  if (/\$argon2/.test(body)) found.push("tells a password's hash");
  for (const secret of [...secrets, PASSWORD]) if (body.includes(secret)) found.push("tells a secret");
  if ("polluted" in {} || Object.keys(Object.prototype).length > 0) found.push("changed Object.prototype");
  return found;
}

interface Read {
  faults: string[];
  /** Of each call: what it resulted in, or nothing when it was refused. */
  results: ({ data?: unknown } | undefined)[];
}

/** Reads the body of an answer for procedures, and says what is wrong with it. */
export function readBody({ status, body }: Answer, batched: boolean): Read {
  if (body === "" && BARE.includes(status)) return { faults: [], results: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { faults: [`answered ${status} with what is not JSON`], results: [] };
  }
  // A batch that is refused as a whole is answered with one refusal.
  const answers = batched && Array.isArray(parsed) ? parsed : [parsed];
  const faults: string[] = [];
  const results = answers.map((answer: unknown) => {
    const checked = AnAnswer.safeParse(answer);
    if (!checked.success) faults.push(`answered in another shape: ${JSON.stringify(answer).slice(0, 500)}`);
    if (!checked.success) return undefined;
    if ("result" in checked.data) return checked.data.result;
    faults.push(...faultsOfRefusal(checked.data.error));
    return undefined;
  });
  const [first] = answers;
  const expected = first?.error?.data?.httpStatus ?? 200;
  if (answers.length === 1 && status !== expected) faults.push(`says ${expected} with status ${status}`);
  return { faults, results };
}

function faultsOfRefusal({ data, ...rest }: z.output<typeof AnError>): string[] {
  // The path is the caller's own words.
  const told = JSON.stringify({ ...rest, data: { ...data, path: null } });
  const found = internals.filter(([pattern]) => pattern.test(told)).map(([, what]) => `tells ${what}`);
  // A conflict may name what it is about; what is wrong with an input is said without the input.
  return data.code === "BAD_REQUEST" && told.includes(ECHO) ? [...found, "repeats a value"] : found;
}

/** What is wrong with the answer to a request for procedures, and what its calls resulted in. */
export function verdictOn(request: Request, answer: Answer, secrets: readonly string[]): Read {
  const faults = faultsOf(answer, secrets);
  if (request.streamed) return { faults: [...faults, ...faultsOfLines(answer)], results: [] };
  const read = readBody(answer, request.batched);
  const wrongly = request.paths.filter((_, at) => read.results[at] && request.refused[at]);
  if (wrongly.length > 0) faults.push(`did ${wrongly.join(", ")}, which must be refused`);
  return { faults: [...faults, ...read.faults], results: read.results };
}

function faultsOfLines({ body }: Answer): string[] {
  return body.split("\n").flatMap((line) => {
    try {
      if (line) JSON.parse(line);
      return [];
    } catch {
      return ["streamed a line that is not JSON"];
    }
  });
}
