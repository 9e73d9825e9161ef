import { useTRPC } from "@plinth/client/react";
import { recoveryCodeInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { CodeForm } from "../../form/code-form.tsx";
import type { StepProps } from "../sessions/second-step.tsx";

/** The second step of signing in by a recovery code. */
export function RecoveryStep({ ticket, trustDevice, onDone, onOver }: StepProps) {
  const trpc = useTRPC();
  const confirm = useMutation({
    ...trpc.recoveryCodes.confirmSignIn.mutationOptions({ onSuccess: () => queryClient.clear() }),
    meta: { explains: () => true },
  });
  return (
    <CodeForm
      schema={recoveryCodeInputs.RecoverySignIn.pick({ code: true })}
      label="Recovery code"
      description="One of those you kept when you set up two-step sign-in. It works once."
      action="Sign in"
      onOver={onOver}
      send={async (code) => {
        await confirm.mutateAsync({ ticket, trustDevice, code });
        await onDone();
      }}
    />
  );
}
