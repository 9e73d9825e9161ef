import { and, sql } from "drizzle-orm";
import type { QueryContext } from "../context.ts";
import { alive, type Choice, chosen, seenBy } from "./choose.ts";
import type { Definition } from "./definition.ts";
import { parentIsSeen } from "./list-rows.ts";

/** How many rows the actor sees of those they ask for. */
export async function countRows(definition: Definition, ctx: QueryContext, choice: Choice): Promise<{ count: number }> {
  const { statements, table } = definition;
  const pieces = [seenBy(definition, ctx.actor), alive(definition), ...chosen(definition, choice)];
  const [row] = await statements.all(ctx.db, "count", pieces, (db, conditions) =>
    db
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(table)
      .where(and(...conditions)),
  );
  const count = Number(row?.count ?? 0);
  if (count === 0) await parentIsSeen(definition, ctx, choice);
  return { count };
}
