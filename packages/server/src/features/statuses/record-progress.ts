import type { MutationContext } from "@plinth/kernel";
import { recordAll, type Subject } from "../../record.ts";
import { isClosed } from "./categories.ts";
import type { Status } from "./table.ts";

/** Tells of tasks that got done, or that are open again. Being cancelled is neither. */
export async function recordProgress(
  ctx: MutationContext,
  tasks: readonly Subject[],
  { from, to }: { from: Status; to: Status },
): Promise<void> {
  if (to.category === "done" && from.category !== "done") await recordAll(ctx, "task.completed", tasks);
  if (isClosed(from.category) && !isClosed(to.category)) await recordAll(ctx, "task.reopened", tasks);
}
