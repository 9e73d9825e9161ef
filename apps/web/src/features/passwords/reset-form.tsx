import { Stack } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { passwordInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { isWeak } from "../accounts/is-weak.ts";
import { PasswordField } from "./password-field.tsx";

interface Props {
  token: string;
  onDone: () => void;
}

/** Sets a new password by the link of a mail. */
export function ResetForm({ token, onDone }: Props) {
  const trpc = useTRPC();
  const reset = useMutation({ ...trpc.passwords.reset.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: passwordInputs.PasswordReset.pick({ password: true }),
    initial: { password: "" },
    blame: (error) => (isWeak(error) ? "password" : undefined),
    async send({ password }) {
      await reset.mutateAsync({ token, password });
      queryClient.clear();
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <PasswordField {...field("password")} label="New password" autoComplete="new-password" autoFocus />
        <SubmitButton sending={sending} fullWidth>
          Set the password
        </SubmitButton>
      </Stack>
    </form>
  );
}
