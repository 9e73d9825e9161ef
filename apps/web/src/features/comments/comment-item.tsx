import { suffices } from "@plinth/server/inputs";
import { memo, useState } from "react";
import { Ago } from "../../shell/ago.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { MemberAvatar } from "../tasks/member-avatar.tsx";
import { useProject } from "../tasks/project-scope.tsx";
import type { Comment } from "./comment.ts";
import { CommentEdit } from "./comment-edit.tsx";
import { CommentMenu } from "./comment-menu.tsx";
import classes from "./comments.module.css";
import { Reactions } from "./reactions.tsx";
import type { useCommentDeeds } from "./use-comments.ts";

interface Props {
  comment: Comment;
  deeds: ReturnType<typeof useCommentDeeds>;
}

/** One comment. */
export const CommentItem = memo(function CommentItem({ comment, deeds }: Props) {
  const { canEdit, userId, workspace } = useProject();
  const [editing, setEditing] = useState(false);
  const { authorId, authorName, body, mentions } = comment;
  const mine = authorId === userId;
  const author = authorName === null ? undefined : { name: authorName };
  const mayDelete = canEdit && (mine || suffices(workspace.role, "admin"));

  const save = (text: string) => {
    setEditing(false);
    if (text !== body) deeds.edit.mutate({ id: comment.id, body: text });
  };

  return (
    <li className={classes.comment}>
      <MemberAvatar member={author} size={28} />
      <div>
        <div className={classes.head}>
          <span className={classes.author}>{authorName ?? "Someone who left"}</span>
          <span className={classes.when}>
            <Ago moment={comment.createdAt} />
            {comment.editedAt && (
              <>
                , edited <Ago moment={comment.editedAt} />
              </>
            )}
          </span>
          {mayDelete && !editing && (
            <CommentMenu
              {...(mine && { onEdit: () => setEditing(true) })}
              onDelete={() => deeds.remove.mutate(comment.id)}
            />
          )}
        </div>
        {editing ? (
          <CommentEdit comment={comment} onSave={save} onCancel={() => setEditing(false)} />
        ) : (
          <Markdown text={body} mentions={mentions.map(({ name }) => name)} />
        )}
        <Reactions comment={comment} onToggle={(kind) => deeds.toggle.mutate({ comment, kind })} />
      </div>
    </li>
  );
});
