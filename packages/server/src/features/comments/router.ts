import { mutation, nothing, query, t } from "@plinth/kernel";
import { createComment } from "./create-comment.ts";
import { deleteComment } from "./delete-comment.ts";
import { editComment } from "./edit-comment.ts";
import { CommentChange, CommentId, CommentsOf, NewComment, Reaction } from "./inputs.ts";
import { listComments } from "./list-comments.ts";
import { CommentPage, CommentView } from "./outputs.ts";
import { react, unreact } from "./react.ts";

export const commentsRouter = t.router({
  list: query
    .input(CommentsOf)
    .output(CommentPage)
    .query(({ ctx, input }) => listComments(ctx, input)),
  create: mutation
    .input(NewComment)
    .output(CommentView)
    .mutation(({ ctx, input }) => createComment(ctx, input)),
  edit: mutation
    .input(CommentChange)
    .output(CommentView)
    .mutation(({ ctx, input }) => editComment(ctx, input)),
  delete: mutation
    .input(CommentId)
    .output(nothing)
    .mutation(({ ctx, input }) => deleteComment(ctx, input.id)),
  react: mutation
    .input(Reaction)
    .output(CommentView)
    .mutation(({ ctx, input }) => react(ctx, input)),
  unreact: mutation
    .input(Reaction)
    .output(CommentView)
    .mutation(({ ctx, input }) => unreact(ctx, input)),
});
