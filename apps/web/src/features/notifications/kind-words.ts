import type { Kind } from "./notification.ts";

/** What each kind is called where one chooses. */
export const kindWords: Record<Kind, string> = {
  mentioned: "Somebody mentions you",
  assigned: "Somebody gives you a task",
  commented: "A comment on a task you follow",
  invited: "You are invited to a workspace",
  dueSoon: "A task of yours is due soon",
};
