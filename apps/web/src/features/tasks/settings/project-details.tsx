import { Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { projectInputs } from "@plinth/server/inputs";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tellDone } from "../../../failure-notice.ts";
import { Refusal } from "../../../form/refusal.tsx";
import { SubmitButton } from "../../../form/submit-button.tsx";
import { useServerForm } from "../../../form/use-server-form.ts";
import { useProject } from "../project-scope.tsx";

/** Name and description; for those who may not change them, just the words. */
export function ProjectDetails() {
  const { project, canManage } = useProject();
  if (canManage && !project.archivedAt) return <DetailsForm />;
  return (
    <Stack gap={4}>
      <Text fw={550}>
        {project.name} ({project.key})
      </Text>
      <Text style={{ whiteSpace: "pre-wrap" }}>{project.description || "No description."}</Text>
    </Stack>
  );
}

function DetailsForm() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { workspace, project } = useProject();
  const update = useMutation({ ...trpc.projects.update.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: projectInputs.ProjectChange.omit({ id: true }),
    initial: { name: project.name, description: project.description },
    async send(values) {
      const changed = await update.mutateAsync({ id: project.id, ...values });
      client.setQueryData(trpc.projects.getByKey.queryKey({ workspaceId: workspace.id, key: project.key }), changed);
      await client.invalidateQueries({ queryKey: trpc.projects.pathKey() });
      tellDone("Saved.");
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("name")} label="Name" required />
        <Textarea {...field("description")} label="Description" autosize minRows={2} maxRows={10} />
        <TextInput
          label="Key"
          value={project.key}
          readOnly
          variant="filled"
          description="Part of every task's number, so it stays."
        />
        <Group>
          <SubmitButton sending={sending}>Save</SubmitButton>
        </Group>
      </Stack>
    </form>
  );
}
