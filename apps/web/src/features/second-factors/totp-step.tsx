import { useTRPC } from "@plinth/client/react";
import { totpInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { CodeForm, OF_AN_APP } from "../../form/code-form.tsx";
import type { StepProps } from "../sessions/second-step.tsx";

/** The second step of signing in by a code of an app. */
export function TotpStep({ ticket, trustDevice, onDone, onOver }: StepProps) {
  const trpc = useTRPC();
  const confirm = useMutation({
    ...trpc.totp.confirmSignIn.mutationOptions({ onSuccess: () => queryClient.clear() }),
    meta: { explains: () => true },
  });
  return (
    <CodeForm
      schema={totpInputs.TotpCode}
      description={OF_AN_APP}
      inputMode="numeric"
      action="Sign in"
      onOver={onOver}
      send={async (code) => {
        await confirm.mutateAsync({ ticket, trustDevice, code });
        await onDone();
      }}
    />
  );
}
