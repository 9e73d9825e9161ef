import { useTRPC } from "@plinth/client/react";
import { totpInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { CodeForm, OF_AN_APP } from "../../form/code-form.tsx";

/** Proves that it is them by a code of their app. */
export function CodeProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const prove = useMutation({ ...trpc.totp.prove.mutationOptions(), meta: { explains: () => true } });
  return (
    <CodeForm
      schema={totpInputs.TotpCode}
      description={OF_AN_APP}
      inputMode="numeric"
      action="Confirm"
      send={async (code) => {
        await prove.mutateAsync({ code });
        onDone();
      }}
    />
  );
}
