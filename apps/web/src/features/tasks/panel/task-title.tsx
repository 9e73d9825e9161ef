import { Textarea, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useShortcut } from "../../../shortcuts.ts";
import type { TextBase } from "../merge-change.ts";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import type { Edit } from "../use-task-change.ts";
import classes from "./task-panel.module.css";
import { takeWantedTitle } from "./wanted-title.ts";

interface Props {
  task: TaskInFull;
  change: (edit: Edit) => void;
}

/** The title, edited where it stands: Enter or leaving it saves, Escape takes it back. */
export function TaskTitle({ task, change }: Props) {
  const { canEdit } = useProject();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<{ text: string; base: TextBase } | null>(null);
  useShortcut("e", "Edit the title", () => field.current?.select(), { group: "Task", when: canEdit });

  useEffect(() => {
    // The panel itself takes the focus when it opens; after that it is the title's turn.
    if (takeWantedTitle(task.number)) setTimeout(() => field.current?.select());
  }, [task.number]);

  if (!canEdit) {
    return (
      <Title order={2} className={classes.titleInput} mx={-8} mb="sm">
        {task.title}
      </Title>
    );
  }

  const save = () => {
    const title = draft?.text.replace(/\s+/g, " ").trim();
    if (!draft || !title || title === draft.base.title) return setDraft(null);
    // What was typed stays in the field until it is safe, unless more has been typed by then.
    const onEnd = (safe: boolean) => safe && setDraft((now) => (now?.text === draft.text ? null : now));
    change({ patch: { title }, base: draft.base, onEnd });
  };

  return (
    <Textarea
      ref={field}
      className={classes.title}
      classNames={{ input: classes.titleInput ?? "" }}
      variant="unstyled"
      aria-label="Title"
      autosize
      minRows={1}
      maxLength={300}
      value={draft?.text ?? task.title}
      onFocus={() => setDraft((kept) => kept ?? { text: task.title, base: task })}
      onChange={({ currentTarget }) => setDraft({ text: currentTarget.value, base: draft?.base ?? task })}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          event.currentTarget.blur();
        }
        if (event.key === "Escape") {
          event.stopPropagation();
          setDraft(null);
          // After the field shows the saved title again, so that leaving it saves nothing.
          requestAnimationFrame(() => field.current?.blur());
        }
      }}
    />
  );
}
