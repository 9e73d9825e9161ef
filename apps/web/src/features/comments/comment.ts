import type { RouterOutputs } from "@plinth/client";

export type Comment = RouterOutputs["comments"]["list"]["comments"][number];
export type CommentPage = RouterOutputs["comments"]["list"];
export type ReactionKind = Comment["reactions"][number]["kind"];

/** What reactions look like, and what they are called for those who do not see them. */
export const reactionLooks: Record<ReactionKind, { emoji: string; name: string }> = {
  "+1": { emoji: "👍", name: "thumbs up" },
  "-1": { emoji: "👎", name: "thumbs down" },
  laugh: { emoji: "😄", name: "laugh" },
  hooray: { emoji: "🎉", name: "hooray" },
  confused: { emoji: "😕", name: "confused" },
  heart: { emoji: "❤️", name: "heart" },
  rocket: { emoji: "🚀", name: "rocket" },
  eyes: { emoji: "👀", name: "eyes" },
};
