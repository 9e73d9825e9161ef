import { Button, Group, Text } from "@mantine/core";
import { failureWords } from "../../failure-notice.ts";

/** Says in place why something could not be loaded, with a way to try again. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Group role="alert" gap="sm" p="sm">
      <Text size="sm">{failureWords(error)}</Text>
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        Try again
      </Button>
    </Group>
  );
}
