import { Button } from "@mantine/core";
import { useState } from "react";
import { MarkdownEditor } from "../markdown/markdown-editor.tsx";
import { useProject } from "../tasks/project-scope.tsx";
import type { Comment } from "./comment.ts";

interface Props {
  comment: Comment;
  onSave: (body: string) => void;
  onCancel: () => void;
}

/** Changes what was said. */
export function CommentEdit({ comment, onSave, onCancel }: Props) {
  const { members } = useProject();
  const [text, setText] = useState(comment.body);
  const save = () => text.trim() && onSave(text);
  return (
    <MarkdownEditor
      label="Edit the comment"
      autoFocus
      value={text}
      people={members}
      onChange={setText}
      onSubmit={save}
      onCancel={onCancel}
      actions={
        <>
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="compact-sm" onClick={save} disabled={!text.trim()}>
            Save
          </Button>
        </>
      }
    />
  );
}
