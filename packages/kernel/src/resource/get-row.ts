import type { QueryContext } from "../context.ts";
import type { Definition } from "./definition.ts";
import { bringAlong, type Included } from "./include.ts";
import type { AnyRow } from "./statements.ts";

/** One row, if the actor sees it. @throws Failure NOT_FOUND */
export async function getRow(
  definition: Definition,
  ctx: QueryContext,
  { id, include }: { id: string; include?: Included | undefined },
): Promise<AnyRow> {
  const row: AnyRow = await definition.find(ctx, { id });
  const [whole = row] = await bringAlong(definition, ctx, [row], include);
  return whole;
}
