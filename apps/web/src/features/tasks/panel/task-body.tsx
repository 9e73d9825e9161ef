import { ActionIcon, Button, Group, Title, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { Markdown } from "../../markdown/markdown.tsx";
import { MarkdownEditor } from "../../markdown/markdown-editor.tsx";
import { useDraft } from "../../markdown/use-draft.ts";
import type { TextBase } from "../merge-change.ts";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import type { Edit } from "../use-task-change.ts";
import classes from "./task-panel.module.css";

interface Props {
  task: TaskInFull;
  change: (edit: Edit) => void;
}

/** What a task is about. What is written is kept, with the version it began with, until the server has it. */
export function TaskBody({ task, change }: Props) {
  const { canEdit, members } = useProject();
  const [draft, setDraft] = useDraft<{ text: string; base: TextBase }>(`body.${task.id}`);
  const edit = () => setDraft({ text: task.body, base: { title: task.title, body: task.body, version: task.version } });
  const [saving, setSaving] = useState(false);
  const save = () => {
    if (!draft || draft.text === draft.base.body) return setDraft(null);
    setSaving(true);
    const onEnd = (safe: boolean) => {
      setSaving(false);
      if (safe) setDraft(null);
    };
    change({ patch: { body: draft.text }, base: draft.base, onEnd });
  };
  const body = saving && draft ? draft.text : task.body;

  if (canEdit && draft && !saving) {
    const unchanged = draft.text === draft.base.body;
    return (
      <section className={classes.section} aria-label="Description">
        <MarkdownEditor
          label="Description"
          autoFocus
          value={draft.text}
          people={members}
          onChange={(text) => setDraft({ ...draft, text })}
          onSubmit={save}
          onCancel={() => unchanged && setDraft(null)}
          actions={
            <>
              <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
                Cancel
              </Button>
              <Button size="compact-sm" onClick={save}>
                Save
              </Button>
            </>
          }
        />
      </section>
    );
  }

  if (!body.trim()) {
    if (!canEdit) return null;
    return (
      <section className={classes.section}>
        <UnstyledButton className={`${classes.value} ${classes.unset}`} onClick={edit} ml={-8}>
          Add a description…
        </UnstyledButton>
      </section>
    );
  }

  return (
    <section className={classes.section} aria-label="Description">
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h4">
          Description
        </Title>
        {canEdit && !saving && (
          <ActionIcon aria-label="Edit the description" onClick={edit}>
            <IconPencil size={16} />
          </ActionIcon>
        )}
      </Group>
      <Markdown text={body} />
    </section>
  );
}
