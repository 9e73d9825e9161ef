import type { ProcedureMeta } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { z } from "zod";
import { appRouter } from "../src/router.ts";

/** A procedure as the router knows it. */
export interface Procedure {
  path: string;
  type: "query" | "mutation";
  input: z.ZodType;
  meta: ProcedureMeta;
}

// Safe because the router is flat under its dotted paths, and `t` gives each procedure these.
const known = appRouter._def.procedures as unknown as Record<
  string,
  AnyTRPCProcedure & { _def: { inputs: z.ZodType[]; type: Procedure["type"]; meta: ProcedureMeta } }
>;

/** Every procedure of the product: one that is added is tested without being named anywhere. */
export const procedures: Procedure[] = Object.entries(known)
  // A live query is the query it follows; it would go on and on.
  .filter(([, { _def }]) => _def.type === "query" || _def.type === "mutation")
  .map(([path, { _def }]) => ({
    path,
    type: _def.type,
    input: _def.inputs[0] ?? z.never(),
    meta: _def.meta,
  }));

/** A procedure by its path. */
export const procedureAt = (path: string) => procedures.find((procedure) => procedure.path === path);
