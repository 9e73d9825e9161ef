import type { SearchHit } from "./use-workspace-search.ts";

/** A text with what was searched for marked in it. */
export function Marked({ parts }: { parts: SearchHit["snippet"] }) {
  // Parts have no identity but their place.
  return parts.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : text));
}
