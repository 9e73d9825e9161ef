import { Stack } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { sessionInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { AccountOfPassword } from "../passwords/account-of-password.tsx";
import { PasswordField } from "../passwords/password-field.tsx";

/** Proves that it is them by their password. */
export function PasswordProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const prove = useMutation({ ...trpc.sessions.prove.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: sessionInputs.PasswordProof.pick({ password: true }),
    initial: { password: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "password" : undefined),
    async send(values) {
      await prove.mutateAsync(values);
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <AccountOfPassword />
        <PasswordField {...field("password")} autoComplete="current-password" data-autofocus />
        <SubmitButton sending={sending} fullWidth>
          Confirm
        </SubmitButton>
      </Stack>
    </form>
  );
}
