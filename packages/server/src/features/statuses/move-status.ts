import { one } from "@plinth/database";
import { badRequest, type MutationContext, notFound } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { generateKeyBetween } from "fractional-indexing";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveStatus } from "./find-status.ts";
import type { StatusMove } from "./inputs.ts";
import { statusesOf } from "./list-statuses.ts";
import { statusRules } from "./rules.ts";
import { type Status, statuses } from "./table.ts";

/** Puts a status behind another one of its project, or first. */
export async function moveStatus(ctx: MutationContext, { id, afterId }: z.output<typeof StatusMove>): Promise<Status> {
  const status = await findActiveStatus(ctx, id);
  const db = statusRules.allow(ctx, status, "move");
  if (afterId === id) throw badRequest("A status cannot be put behind itself.");
  const all = await statusesOf(db, status.projectId);
  const others = all.filter((other) => other.id !== id);
  const place = afterId === null ? 0 : others.findIndex((other) => other.id === afterId) + 1;
  if (afterId !== null && place === 0) throw notFound("status");
  if (all[place]?.id === id) return status;
  const rank = generateKeyBetween(others[place - 1]?.rank, others[place]?.rank);
  const moved = await one(db.update(statuses).set({ rank }).where(eq(statuses.id, id)).returning());
  const { workspaceId } = status;
  await record(ctx, "status.changed", { ...moved, workspaceId }, { fields: ["rank"], name: moved.name });
  return moved;
}
