import { Button, Divider, Stack } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { Refusal } from "../../form/refusal.tsx";
import { usePasskeySignIn } from "./use-passkey-sign-in.ts";
import { canUsePasskeys } from "./webauthn.ts";

/** The way in without a password. */
export function PasskeySignIn({ onDone }: { onDone: () => Promise<unknown> }) {
  const { refusal, isRunning, start } = usePasskeySignIn(onDone);
  if (!canUsePasskeys()) return null;
  return (
    <Stack mt="md">
      <Divider label="or" />
      <Refusal>{refusal}</Refusal>
      <Button
        variant="default"
        fullWidth
        leftSection={<IconFingerprint size={18} />}
        loading={isRunning}
        onClick={() => void start()}
      >
        Sign in with a passkey
      </Button>
    </Stack>
  );
}
