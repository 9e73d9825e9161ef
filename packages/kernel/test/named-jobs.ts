import type { Database } from "@plinth/database";
import { z } from "zod";
import {
  type Actor,
  createLog,
  type Job,
  type JobContext,
  type JobOptions,
  job,
  type MutationContext,
  recordEvent,
  systemClock,
} from "../src/index.ts";

export const Named = z.strictObject({ name: z.string() });

/** A job of these tests: its payload is a name. */
export function named(
  name: string,
  handler: (ctx: JobContext, name: string) => Promise<unknown> = async () => {},
  options?: JobOptions,
): Job<typeof Named> {
  return job(name, Named, (ctx, payload) => handler(ctx, payload.name), options);
}

/** The same job, of which each that is run leaves one effect in the database, in the transaction that ends it. */
export function effective(name: string, options?: JobOptions): Job<typeof Named> {
  return named(name, (ctx, of) => ctx.finish((tx) => leaveEffect(tx, of)), options);
}

export async function leaveEffect(ctx: MutationContext<Actor>, of: string): Promise<void> {
  await recordEvent(ctx, "effect", { subjectId: of });
}

export const houseOf = (database: Database) => ({ database, clock: systemClock, log: createLog("silent") });
