import { fullText } from "@plinth/database";
import { comments } from "../comments/table.ts";
import { tasks } from "../tasks/table.ts";

export const taskSearch = fullText("task_search", {
  ...{ table: tasks, key: tasks.id, at: tasks.createdAt, within: tasks.workspaceId },
  columns: [tasks.title, tasks.body],
});

export const commentSearch = fullText("comment_search", {
  ...{ table: comments, key: comments.id, at: comments.createdAt, within: comments.workspaceId },
  columns: [comments.body],
});
