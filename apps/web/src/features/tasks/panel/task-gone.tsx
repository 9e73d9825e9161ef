import { Button, Stack, Text, Title } from "@mantine/core";
import { ButtonLink } from "../../../shell/button-link.tsx";
import { useProject } from "../project-scope.tsx";

/** A task that is not there, or not any more. */
export function TaskGone({ code, onClose }: { code: string; onClose: () => void }) {
  const { workspace, project } = useProject();
  const params = { workspace: workspace.slug, projectKey: project.key };
  return (
    <Stack p="xl" gap="sm" align="flex-start">
      <Title order={2} size="h3">
        There is no {code}
      </Title>
      <Text size="sm" c="dimmed">
        It may have been deleted; then it is in the trash for 30 days.
      </Text>
      <ButtonLink variant="default" to="/$workspace/p/$projectKey/trash" params={params}>
        Look in the trash
      </ButtonLink>
      <Button variant="subtle" onClick={onClose}>
        Back to the tasks
      </Button>
    </Stack>
  );
}
