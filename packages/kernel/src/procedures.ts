import type { Write } from "@plinth/database";
import { TRPCError, type TRPCMutationProcedure, type TRPCQueryProcedure } from "@trpc/server";
import { z } from "zod";
import type { Actor, KeyActor, SignedInActor, UserActor } from "./actor.ts";
import { admit } from "./admit.ts";
import {
  type ActionContext,
  type MutationContext,
  type QueryContext,
  type RequestContext,
  scoped,
  toReadWith,
} from "./context.ts";
import { declaredOutput } from "./declared-output.ts";
import { type DryRunReport, dryRun } from "./dry-run/dry-run.ts";
import { badRequest, RefusedDeed } from "./failure.ts";
import { jsonWriter } from "./json-writer.ts";
import type { WrittenResults } from "./live/written-results.ts";
import { type KeyedCall, keyedCall } from "./once/keyed-call.ts";
import { Answer, atMostOnce, exactlyOnce } from "./once/once.ts";
import { type Audience, type ProcedureMeta, t, toTRPCError } from "./trpc.ts";

/** The input of a procedure that takes none. */
export const nothing = z.void();

/** Inputs are strict: an unknown key is refused, so that a typo or a smuggled column cannot go unnoticed. */
export type InputSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict> | typeof nothing;

type Run<C, I extends InputSchema, O extends z.ZodType> = (options: {
  ctx: C;
  input: z.output<I>;
}) => Promise<z.input<O>> | z.input<O>;

interface Types<I extends InputSchema, O extends z.ZodType> {
  input: z.input<I>;
  output: z.output<O>;
  meta: ProcedureMeta;
}

interface NeedsInput<Q, M> {
  /** Makes one call count for several in rate limits: for what is costly, or worth guessing at. */
  weight(calls: number): Omit<NeedsInput<Q, M>, "weight">;
  /** The one schema of the input: `z.strictObject({…})` or `nothing`. */
  input<I extends InputSchema>(schema: I): NeedsOutput<I, Q, M>;
}

interface NeedsOutput<I extends InputSchema, Q, M> {
  /** What leaves the procedure. Fields that are not declared here are dropped. */
  output<O extends z.ZodType>(schema: O): NeedsVerb<I, O, Q, M>;
}

type NeedsVerb<I extends InputSchema, O extends z.ZodType, Q, M> = ([Q] extends [never]
  ? unknown
  : { query(run: Run<Q, I, O>): TRPCQueryProcedure<Types<I, O>> }) &
  ([M] extends [never] ? unknown : { mutation(run: Run<M, I, O>): TRPCMutationProcedure<Types<I, O>> });

/** The three kinds of procedure for one audience. */
export interface ProcedureKinds<A extends Actor> {
  /** A read of the database. */
  query: NeedsInput<QueryContext<A>, never>;
  /** One serializable transaction. */
  mutation: NeedsInput<never, MutationContext<A>>;
  /** Work that waits on the world; opens transactions of its own. */
  action: NeedsInput<never, ActionContext<A>>;
}

/** Procedures for anyone, signed in or not. */
export const open = kindsFor<Actor>("anyone");

/** Procedures through which people come in, such as sign-in. For anyone but keys. */
export const entrance = kindsFor<Exclude<Actor, KeyActor>>("anyone but keys");

/** Procedures for people and keys that have signed in: the default. */
export const { query, mutation, action } = kindsFor<SignedInActor>("signed-in");

/**
 * Procedures for people who have signed in themselves, such as all that deals with their credentials. Never for keys; of an operator in somebody's
 * place only the queries.
 */
export const person = kindsFor<UserActor>("person");

/** Procedures for the people who run the installation. */
export const operator = kindsFor<UserActor>("operator");

/**
 * Procedures for what would hurt in the wrong hands, such as all that changes how somebody signs in: for people who have proved within the last ten
 * minutes that it is them. Others are told `FORBIDDEN` with the details `{ needs: "proof" }`. Never for an operator in somebody's place.
 */
export const sensitive = kindsFor<UserActor>("person", { sensitive: true });

/** The same for what only people who run the installation may do. */
export const sensitiveOperator = kindsFor<UserActor>("operator", { sensitive: true });

function kindsFor<A extends Actor>(audience: Audience, { sensitive = false } = {}): ProcedureKinds<A> {
  const builder = (kind: ProcedureMeta["kind"], call: Call, weight = 1): object => ({
    weight: (calls: number) => builder(kind, call, calls),
    input: (input: InputSchema) => ({
      output: (output: z.ZodType) => {
        const made = (run: AnyRun) =>
          procedure({
            ...{ meta: { kind, audience, weight, sensitive }, input, output },
            resolve: (called, actor) => call(called, actor, run),
          });
        return { query: made, mutation: made };
      },
    }),
  });

  // `admit` has checked each actor against the audience that `A` stands for.
  const kinds = {
    query: builder("query", ({ ctx, input }, actor, run) => run({ ctx: scoped(ctx, actor, ctx.database.read), input })),
    mutation: builder("mutation", ({ ctx, input, path, keyed, onDryRun }, actor, run) => {
      const runIn = async (db: Write) => run({ ctx: scoped(ctx, actor, db), input });
      if (onDryRun) return dryRun(ctx.database, { name: path, run: runIn, tell: onDryRun });
      return ctx.database.write(
        (db) =>
          keyed ? exactlyOnce(keyed.call, { db, now: ctx.now }, async () => keyed.write(await runIn(db))) : runIn(db),
        { name: path },
      );
    }),
    action: builder("action", ({ keyed, ...called }, actor, run) => {
      const { ctx, input, path, onDryRun } = called;
      if (onDryRun) throw badRequest(`${path} does more than change the database, so it cannot be run dry.`);
      if (!keyed) return run({ ctx: actionContext(called, actor), input });
      return atMostOnce(keyed.call, ctx, async (setCookie) =>
        keyed.write(await run({ ctx: { ...actionContext(called, actor), setCookie }, input })),
      );
    }),
  };
  // Safe because the builder's run-time shape is what `ProcedureKinds` describes; the types only narrow which verb may follow.
  return kinds as unknown as ProcedureKinds<A>;
}

interface Called {
  ctx: RequestContext;
  input: unknown;
  path: string;
  /** For a call that may come again: how it is known, and what writes its answer. */
  keyed?: { call: KeyedCall; write(value: unknown): string | undefined } | undefined;
  /** For a call that is to change nothing: told what it would have changed. */
  onDryRun?: ((report: DryRunReport) => void) | undefined;
}

type AnyRun = (options: { ctx: unknown; input: unknown }) => unknown;
type Call = (called: Called, actor: Actor, run: AnyRun) => unknown;

interface Declared {
  meta: ProcedureMeta;
  input: InputSchema;
  output: z.ZodType;
  resolve(called: Called, actor: Actor): unknown;
}

/** Makes the tRPC procedure, and beside it the direct way through the same steps that the lean adapter takes. */
function procedure({ meta, input, output, resolve }: Declared) {
  const { kind, audience, sensitive } = meta;
  const admitted = ({ ctx, path }: Pick<Called, "ctx" | "path">) =>
    admit(ctx.actor, { path, kind, audience, sensitive }, ctx.now);
  const guarded = t.procedure.meta(meta).use(({ ctx, path, next }) => {
    failing(() => admitted({ ctx, path }));
    return next();
  });
  const declared = guarded.input(input).output(declaredOutput(output));
  const refusing = async (error: unknown, { ctx, path, onDryRun }: Pick<Called, "ctx" | "path" | "onDryRun">) => {
    if (error instanceof RefusedDeed && kind !== "query" && !onDryRun) await ctx.onRefused?.(ctx, error, path);
    return toTRPCError(error);
  };
  const resolver = async (called: Called) => {
    try {
      return await resolve(called, admitted(called));
    } catch (error) {
      throw await refusing(error, called);
    }
  };
  const made = kind === "query" ? declared.query(resolver) : declared.mutation(resolver);

  const write = jsonWriter(output);
  directs.set(made, async ({ ctx, readInput, path, onDryRun, results }) => {
    try {
      const actor = admitted({ ctx, path });
      const raw = readInput();
      const data = checked(input, raw);
      const { idempotencyKey: key } = ctx;
      const keyed = key === undefined ? undefined : { call: keyedCall(key, { actor, path, input: raw }), write };
      const result = await resolve({ ctx, input: data, path, keyed, onDryRun }, actor);
      if (result instanceof Answer) return result.text;
      return results ? results.textOf(result, write) : write(result);
    } catch (error) {
      throw await refusing(error, { ctx, path, onDryRun });
    }
  });
  return made;
}

/** Runs a procedure from its raw input to the JSON text of its result; rejects with a `TRPCError`. */
export type Direct = (call: DirectCall) => Promise<string | undefined>;

interface DirectCall extends Pick<Called, "ctx" | "path" | "onDryRun"> {
  readInput(): unknown;
  /** Where it is looked whether the result was written before. */
  results?: WrittenResults;
}

const directs = new WeakMap<object, Direct>();

/** The direct way into a procedure made here; `undefined` for one made with plain tRPC. */
export function directOf(made: object): Direct | undefined {
  return directs.get(made);
}

/** As tRPC does: also what zod stumbles over is a bad request, such as a text that is an object whose `length` is an object. */
function checked(input: InputSchema, raw: unknown) {
  try {
    return input.parse(raw);
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", message: "invalid input", cause });
  }
}

function failing(check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw toTRPCError(error);
  }
}

function actionContext({ ctx, path }: Called, actor: Actor): ActionContext<Actor> {
  return {
    ...scoped(ctx, actor, ctx.database.read),
    client: ctx.client,
    setCookie: ctx.setCookie,
    readCookie: ctx.readCookie ?? (() => undefined),
    write: (work) => ctx.database.write((db) => work(scoped(ctx, actor, toReadWith(db))), { name: path }),
  };
}
