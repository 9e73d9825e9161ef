import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { PasskeyQuestion } from "./passkey-question.tsx";
import { showPasskey } from "./webauthn.ts";

/** Proves that it is them by a passkey. */
export function PasskeyProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const explains = { meta: { explains: () => true } };
  const begin = useMutation({ ...trpc.passkeys.beginProof.mutationOptions(), ...explains });
  const finish = useMutation({ ...trpc.passkeys.finishProof.mutationOptions(), ...explains });
  const prove = async () => {
    const { ticket, options } = await begin.mutateAsync();
    await finish.mutateAsync({ ticket, response: await showPasskey(options) });
    onDone();
  };
  return <PasskeyQuestion action="Confirm with a passkey" onStart={prove} />;
}
