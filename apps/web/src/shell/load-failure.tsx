import { Alert, Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { failureWords } from "../failure-notice.ts";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** Stands where a list would, when it could not be loaded. */
export function LoadFailure({ error, onRetry }: Props) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle size={18} />}>
      {failureWords(error)}
      <Button variant="default" size="xs" mt="xs" display="block" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}
