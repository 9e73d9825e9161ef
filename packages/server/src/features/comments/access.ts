import type { Samples } from "../../access/samples.ts";

export const commentSamples: Samples<"comments"> = {
  list: ({ taskId }) => ({ taskId }),
  create: ({ taskId }) => ({ taskId, body: "Said" }),
  edit: ({ commentId }) => ({ id: commentId, body: "Said better" }),
  delete: ({ commentId }) => ({ id: commentId }),
  react: ({ commentId }) => ({ commentId, kind: "heart" }),
  unreact: ({ commentId }) => ({ commentId, kind: "heart" }),
};
