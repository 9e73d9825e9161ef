import { parseSearch } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import type { z } from "zod";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { type Asked, type Found, foundInComments, foundInTasks, foundInTitles } from "./found.ts";
import type { SearchText } from "./inputs.ts";
import { tasksNumbered } from "./numbered.ts";
import type { SearchHit } from "./outputs.ts";
import { viewHit } from "./view-hit.ts";

/**
 * What the caller may see of a workspace's tasks and comments that a text finds: the task whose number it is, then titles, then all else, each newest
 * first.
 */
export async function searchWorkspace(
  ctx: QueryContext,
  { workspaceId, text, limit }: z.output<typeof SearchText>,
): Promise<z.input<typeof SearchHit>[]> {
  await findWorkspace(ctx, workspaceId);
  const numbered = await tasksNumbered(ctx, workspaceId, text);
  const search = parseSearch(text);
  const found = search ? await ranked(ctx, { workspaceId, search, limit }) : [];
  const hits = new Map([...numbered, ...found].map((hit) => [hit.id, hit]));
  return [...hits.values()].slice(0, limit).map((hit) => viewHit(hit, search));
}

async function ranked(ctx: QueryContext, asked: Asked): Promise<Found[]> {
  const titles = await foundInTitles(ctx, asked);
  if (titles.length === asked.limit) return titles;
  // Those found by their titles are among them once more, at most as many as there are.
  const others = [...(await foundInTasks(ctx, asked)), ...(await foundInComments(ctx, asked))];
  return [...titles, ...others.sort(newestFirst)];
}

function newestFirst(a: Found, b: Found): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
