import { Button } from "@mantine/core";
import { useRef } from "react";
import { MarkdownEditor } from "../markdown/markdown-editor.tsx";
import { useDraft } from "../markdown/use-draft.ts";
import { useProject } from "../tasks/project-scope.tsx";
import type { useCommentDeeds } from "./use-comments.ts";

interface Props {
  taskId: string;
  create: ReturnType<typeof useCommentDeeds>["create"];
}

/** Says something. What is written stays until the server has it. */
export function NewComment({ taskId, create }: Props) {
  const { members } = useProject();
  const [draft, setDraft] = useDraft<string>(`comment.${taskId}`);
  const latest = useRef(draft);
  latest.current = draft;
  // While it is on its way it is shown among the comments, and the field is free for the next one.
  const onItsWay = create.isPending && create.variables.body === draft;
  const text = onItsWay ? "" : (draft ?? "");

  const send = () => {
    const body = text;
    if (!body.trim() || create.isPending) return;
    const onEnd = (sent: boolean) => {
      const begun = latest.current === body ? null : latest.current;
      if (sent) setDraft(begun);
      else setDraft(begun ? `${body}\n\n${begun}` : body);
    };
    create.mutate({ body, onEnd });
  };

  return (
    <MarkdownEditor
      label="New comment"
      placeholder="Write a comment…"
      value={text}
      people={members}
      onChange={(next) => setDraft(next || null)}
      onSubmit={send}
      actions={
        <Button size="compact-sm" onClick={send} disabled={!text.trim()} loading={create.isPending}>
          Comment
        </Button>
      }
    />
  );
}
