import { Alert, Button, CopyButton, Group, TextInput } from "@mantine/core";
import { IconCheck, IconCopy, IconKey } from "@tabler/icons-react";

interface Props {
  secret: string;
  onClose: () => void;
}

/** The secret of an endpoint: the only time it can be seen. */
export function SecretShown({ secret, onClose }: Props) {
  return (
    <Alert
      icon={<IconKey size={18} />}
      title="Give this secret to the receiver"
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
      role="status"
    >
      It checks with it that a delivery comes from here. It is not shown again.
      <Group gap="xs" mt="sm" wrap="nowrap">
        <TextInput
          value={secret}
          readOnly
          flex={1}
          aria-label="Secret"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button onClick={copy} leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
