import { Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { PasskeyQuestion } from "./passkey-question.tsx";
import { showPasskey } from "./webauthn.ts";

interface Props {
  /** Of the sign-in that goes on. */
  ticket: string;
  onDone: () => Promise<unknown>;
}

/** Asks for a passkey after the password. */
export function PasskeySecondStep({ ticket: signIn, onDone }: Props) {
  const trpc = useTRPC();
  const explains = { meta: { explains: () => true } };
  const begin = useMutation({ ...trpc.passkeys.beginSecondFactor.mutationOptions(), ...explains });
  const finish = useMutation({ ...trpc.passkeys.finishSecondFactor.mutationOptions(), ...explains });
  const confirm = async () => {
    const { ticket, options } = await begin.mutateAsync({ ticket: signIn });
    await finish.mutateAsync({ ticket, response: await showPasskey(options) });
    queryClient.clear();
    await onDone();
  };
  return (
    <PasskeyQuestion action="Use your passkey" onStart={confirm}>
      <Text c="dimmed">Your password is right. Confirm with your passkey that it is you.</Text>
    </PasskeyQuestion>
  );
}
