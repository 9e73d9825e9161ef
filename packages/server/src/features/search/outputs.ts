import { z } from "zod";

/** A text in parts, and which of them were searched for. */
const marked = z.array(z.object({ text: z.string(), hit: z.boolean() }));

/** A task or a comment that was found, and the task to open. */
export const SearchHit = z.object({
  kind: z.enum(["task", "comment"]),
  /** Of the task or the comment. */
  id: z.string(),
  taskId: z.string(),
  /** `APO` of `APO-12`. */
  projectKey: z.string(),
  number: z.number(),
  /** The task's. */
  title: z.string(),
  titleParts: marked,
  /** About 200 characters around what was found in the task's text or the comment. Empty where it was found in the title alone. */
  snippet: marked,
  /** Who wrote the comment. */
  authorName: z.string().nullable(),
});
