import { Text } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import type { StepProps } from "../sessions/second-step.tsx";
import { PasskeyQuestion } from "./passkey-question.tsx";
import { showPasskey } from "./webauthn.ts";

/** Asks for a passkey after the first factor. */
export function PasskeySecondStep({ ticket: signIn, trustDevice, onDone, onOver }: StepProps) {
  const trpc = useTRPC();
  const explains = { meta: { explains: () => true } };
  const begin = useMutation({ ...trpc.passkeys.beginSecondFactor.mutationOptions(), ...explains });
  const finish = useMutation({ ...trpc.passkeys.finishSecondFactor.mutationOptions(), ...explains });
  const confirm = async () => {
    const { ticket, options } = await begin.mutateAsync({ ticket: signIn });
    await finish.mutateAsync({ ticket, trustDevice, response: await showPasskey(options) });
    queryClient.clear();
    await onDone();
  };
  const confirmOrEnd = () =>
    confirm().catch((error: unknown) => {
      if (!isFailure(error, "CONFLICT")) throw error;
      onOver(error.message);
    });
  return (
    <PasskeyQuestion action="Use your passkey" onStart={confirmOrEnd}>
      <Text c="dimmed">Confirm with your passkey that it is you.</Text>
    </PasskeyQuestion>
  );
}
