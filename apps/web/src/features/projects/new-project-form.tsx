import { Group, Stack, Textarea, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { projectInputs } from "@plinth/server/inputs";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { suggestKey } from "./suggest-key.ts";

interface Props {
  workspace: Workspace;
  onDone: () => void;
}

/** Makes a project and goes to it. */
export function NewProjectForm({ workspace, onDone }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({ ...trpc.projects.create.mutationOptions(), meta: { explains: () => true } });
  const [ownKey, setOwnKey] = useState(false);
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: projectInputs.NewProject.omit({ workspaceId: true }),
    initial: { name: "", key: "", description: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "key" : undefined),
    async send(values) {
      const { key } = await create.mutateAsync({ workspaceId: workspace.id, ...values });
      await queries.invalidateQueries(trpc.projects.list.queryFilter());
      await navigate({
        to: "/$workspace/p/$projectKey",
        params: { workspace: workspace.slug, projectKey: key },
        search: {},
      });
      onDone();
    },
  });

  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <TextInput
          {...field("name")}
          label="Name"
          placeholder="Website"
          data-autofocus
          autoComplete="off"
          onChange={(event) => {
            form.setFieldValue("name", event.currentTarget.value);
            if (!ownKey) form.setFieldValue("key", suggestKey(event.currentTarget.value));
          }}
        />
        <TextInput
          {...field("key")}
          label="Key"
          description={`Its tasks are ${form.values.key || "WEB"}-1, ${form.values.key || "WEB"}-2 and so on. It cannot be changed later.`}
          maxLength={5}
          autoComplete="off"
          onChange={(event) => {
            setOwnKey(event.currentTarget.value !== "");
            form.setFieldValue("key", event.currentTarget.value.toUpperCase());
          }}
        />
        <Textarea {...field("description")} label="Description (optional)" autosize minRows={2} maxRows={8} />
        <Group justify="flex-end">
          <SubmitButton sending={sending}>Create project</SubmitButton>
        </Group>
      </Stack>
    </form>
  );
}
