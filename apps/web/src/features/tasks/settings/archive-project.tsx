import { Button, Group, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { IconArchive, IconArchiveOff } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tellDone } from "../../../failure-notice.ts";
import { useProject } from "../project-scope.tsx";

/** Puts a project away, or takes it back. Nothing is lost either way, so it does not ask twice. */
export function ArchiveProject() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { project } = useProject();
  const refresh = () => client.invalidateQueries({ queryKey: trpc.projects.pathKey() });
  const archive = useMutation({
    ...trpc.projects.archive.mutationOptions(),
    onSuccess: () => tellDone(`${project.name} is archived.`),
    onSettled: refresh,
  });
  const restore = useMutation({
    ...trpc.projects.restore.mutationOptions(),
    onSuccess: () => tellDone(`${project.name} is back.`),
    onSettled: refresh,
  });
  const input = { id: project.id };
  return (
    <Group justify="space-between" wrap="nowrap" gap="lg">
      <Text size="sm" c="dimmed">
        {project.archivedAt
          ? "The project is archived. Restored, it is back in the list and can be worked on."
          : "An archived project leaves the list. Everything in it stays readable, and it can be restored."}
      </Text>
      {project.archivedAt ? (
        <Button
          variant="default"
          flex="none"
          leftSection={<IconArchiveOff size={16} />}
          loading={restore.isPending}
          onClick={() => restore.mutate(input)}
        >
          Restore
        </Button>
      ) : (
        <Button
          variant="default"
          flex="none"
          leftSection={<IconArchive size={16} />}
          loading={archive.isPending}
          onClick={() => archive.mutate(input)}
        >
          Archive
        </Button>
      )}
    </Group>
  );
}
