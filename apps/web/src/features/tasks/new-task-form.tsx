import { Button, Group, Stack, Switch, Textarea } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useIsMutating } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { tellDone } from "../../failure-notice.ts";
import { MarkdownEditor } from "../markdown/markdown-editor.tsx";
import { useDraft } from "../markdown/use-draft.ts";
import type { NewTaskFields } from "./blank-task.ts";
import classes from "./new-task-form.module.css";
import { NewTaskValues } from "./new-task-values.tsx";
import { useProject } from "./project-scope.tsx";
import { taskCode } from "./task.ts";
import { useTaskCreation } from "./use-task-creation.ts";

interface Props {
  statusId: string | undefined;
  onDone: () => void;
}

type Draft = NewTaskFields & { title: string; body: string };

const blank = { title: "", body: "" };

/** A new task in full. What is written is kept until it is created, also when the dialog is closed. */
export function NewTaskForm({ statusId, onDone }: Props) {
  const { project, members } = useProject();
  const creation = useTaskCreation();
  const [kept, setDraft] = useDraft<Draft>(`task.${project.id}`);
  const [another, setAnother] = useState(false);
  // Where the dialog was opened from decides the status, until another one is picked.
  const [given, setGiven] = useState(statusId);
  const draft: Draft = { ...blank, ...kept, ...(given && { statusId: given }) };
  const { title: _, body: __, ...fields } = draft;
  // A label that is created for this task arrives while the person may be writing on.
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const change = (patch: Partial<Draft>) => {
    if (patch.statusId) setGiven(undefined);
    setDraft({ ...latest.current, ...patch });
  };
  const trpc = useTRPC();
  const isBusy = useIsMutating({ mutationKey: trpc.labels.create.mutationKey() }) > 0 || creation.isPending;

  const create = () => {
    if (!draft.title.trim() || isBusy) return;
    creation.mutate(
      { ...draft, projectId: project.id },
      {
        onSuccess: ({ number, title }) => {
          tellDone(`${taskCode(project.key, number)} “${title}” is created.`);
          // The next one is likely of the same kind.
          setDraft(another ? { ...draft, ...blank } : null);
          if (!another) onDone();
        },
      },
    );
  };

  return (
    <Stack gap="sm">
      <Textarea
        data-autofocus
        variant="unstyled"
        classNames={{ input: classes.title ?? "" }}
        aria-label="Title"
        placeholder="What is to be done?"
        autosize
        minRows={1}
        maxLength={300}
        value={draft.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value.replace(/\n/g, " ") })}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          create();
        }}
      />
      <MarkdownEditor
        label="Description"
        placeholder="Details, in Markdown if you like"
        value={draft.body}
        people={members}
        onChange={(body) => change({ body })}
        onSubmit={create}
        onCancel={onDone}
      />
      <NewTaskValues fields={fields} onChange={change} />
      <Group justify="space-between">
        <Switch
          size="sm"
          label="Create another"
          checked={another}
          onChange={({ currentTarget }) => setAnother(currentTarget.checked)}
        />
        <Button onClick={create} disabled={!draft.title.trim()} loading={isBusy}>
          Create task
        </Button>
      </Group>
    </Stack>
  );
}
