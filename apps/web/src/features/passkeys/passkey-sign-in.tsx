import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { Refusal } from "../../form/refusal.tsx";
import { usePasskeySignIn } from "./use-passkey-sign-in.ts";

/** The way in without a password. */
export function PasskeySignIn({ onDone }: { onDone: () => Promise<unknown> }) {
  const { refusal, isRunning, start } = usePasskeySignIn(onDone);
  return (
    <>
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
    </>
  );
}
