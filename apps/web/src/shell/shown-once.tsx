import { Alert, Button, CopyButton, Group, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props {
  icon: ReactNode;
  title: string;
  /** What the value is, for those who do not see it. */
  label: string;
  value: string;
  /** What it is good for. */
  children: ReactNode;
  onClose: () => void;
}

/** A value that lets somebody in: the only time it can be seen, to be copied. */
export function ShownOnce({ icon, title, label, value, children, onClose }: Props) {
  return (
    <Alert icon={icon} title={title} withCloseButton closeButtonLabel="Close" onClose={onClose} role="status">
      {children} It is not shown again.
      <Group gap="xs" mt="sm" wrap="nowrap">
        <TextInput
          value={value}
          readOnly
          flex={1}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value}>
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
