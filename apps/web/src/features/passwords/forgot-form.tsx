import { Stack, Text, TextInput } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { passwordInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";

/** Has the link mailed by which somebody chooses a new password. */
export function ForgotForm() {
  const trpc = useTRPC();
  const forgot = useMutation({ ...trpc.passwords.forgot.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: passwordInputs.ForgottenPassword,
    initial: { email: "" },
    send: (values) => forgot.mutateAsync(values),
  });
  if (forgot.isSuccess) {
    return (
      <Text role="status">
        Look into your mail: if <strong>{forgot.variables.email}</strong> has an account here, a link is on its way. It
        works for 30 minutes.
      </Text>
    );
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("email")} label="E-mail" type="email" autoComplete="username" autoFocus />
        <SubmitButton sending={sending} fullWidth>
          Mail me a link
        </SubmitButton>
      </Stack>
    </form>
  );
}
