import { Alert, Button, CopyButton, Group, TextInput } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { IconCheck, IconCopy, IconMail } from "@tabler/icons-react";
import { agoWords } from "../../shell/ago.tsx";

interface Props {
  invite: RouterOutputs["invites"]["create"];
  onClose: () => void;
}

/** The link of a new invite: the only time it can be seen. */
export function InviteLink({ invite, onClose }: Props) {
  const link = `${window.location.origin}/join/${invite.token}`;
  return (
    <Alert
      icon={<IconMail size={18} />}
      title={`Send this link to ${invite.email}`}
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
      role="status"
    >
      It works once, for that address only, and expires {agoWords(invite.expiresAt)}. It is not shown again.
      <Group gap="xs" mt="sm" wrap="nowrap">
        <TextInput
          value={link}
          readOnly
          flex={1}
          aria-label="Invite link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={link}>
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
