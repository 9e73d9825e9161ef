import { Button, Stack, Text } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { useCeremony } from "./use-ceremony.ts";
import { canUsePasskeys } from "./webauthn.ts";

interface Props {
  /** The verb on the button. */
  action: string;
  /** Asks for a passkey and does something with the answer. */
  onStart: () => Promise<unknown>;
  children?: ReactNode;
}

/** Asks for a passkey of theirs. */
export function PasskeyQuestion({ action, onStart, children }: Props) {
  const { refusal, isRunning, run } = useCeremony();
  if (!canUsePasskeys()) return <Text>This browser cannot use passkeys here. Use another one, or another way.</Text>;
  return (
    <Stack>
      <Refusal>{refusal}</Refusal>
      {children}
      <Button
        fullWidth
        leftSection={<IconFingerprint size={18} />}
        loading={isRunning}
        onClick={() => void run(onStart)}
        data-autofocus
      >
        {action}
      </Button>
    </Stack>
  );
}
