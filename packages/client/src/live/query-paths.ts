import type { AppRouter } from "@plinth/server";
import type { AnyTRPCQueryProcedure, inferProcedureInput, inferProcedureOutput } from "@trpc/server";

type Features = AppRouter["_def"]["record"];

/** The path of every query: `"tasks.list"`. */
export type QueryPath = {
  [F in keyof Features & string]: {
    [Q in keyof Features[F] & string]: Features[F][Q] extends AnyTRPCQueryProcedure ? `${F}.${Q}` : never;
  }[keyof Features[F] & string];
}[keyof Features & string];

type QueryAt<P extends QueryPath> = P extends `${infer F}.${infer Q}`
  ? F extends keyof Features
    ? Q extends keyof Features[F]
      ? Extract<Features[F][Q], AnyTRPCQueryProcedure>
      : never
    : never
  : never;

/** What a query takes. */
export type QueryInput<P extends QueryPath> = inferProcedureInput<QueryAt<P>>;

/** What a query answers. */
export type QueryOutput<P extends QueryPath> = inferProcedureOutput<QueryAt<P>>;
