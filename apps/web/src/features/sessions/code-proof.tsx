import { useTRPC } from "@plinth/client/react";
import { totpInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { CodeForm } from "../second-factors/code-form.tsx";

/** Proves that it is them by a code of their app. */
export function CodeProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const prove = useMutation({ ...trpc.totp.prove.mutationOptions(), meta: { explains: () => true } });
  return (
    <CodeForm
      schema={totpInputs.TotpCode}
      label="Code"
      description="Six digits, from your authenticator app"
      inputMode="numeric"
      action="Confirm"
      send={async (code) => {
        await prove.mutateAsync({ code });
        onDone();
      }}
    />
  );
}
