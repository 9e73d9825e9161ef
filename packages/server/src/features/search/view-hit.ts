import { excerpt, markHits, type Search } from "@plinth/database";
import type { z } from "zod";
import type { Found } from "./found.ts";
import type { SearchHit } from "./outputs.ts";

/** A hit as people see it. Without a search it was found by its number. */
export function viewHit({ body, createdAt: _, ...hit }: Found, search: Search | undefined): z.input<typeof SearchHit> {
  const titleParts = search ? markHits(hit.title, search) : [{ text: hit.title, hit: false }];
  return { ...hit, titleParts, snippet: search ? excerpt(body, search) : [] };
}
