import { Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { passwordInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { MailRequest } from "../../form/mail-request.tsx";

/** Has the link mailed by which somebody chooses a new password. */
export function ForgotForm() {
  const trpc = useTRPC();
  const forgot = useMutation({ ...trpc.passwords.forgot.mutationOptions(), meta: { explains: () => true } });
  if (forgot.isSuccess) {
    return (
      <Text role="status">
        Look into your mail: if <strong>{forgot.variables.email}</strong> has an account here, a link is on its way. It
        works for 30 minutes.
      </Text>
    );
  }
  return <MailRequest schema={passwordInputs.ForgottenPassword} send={(email) => forgot.mutateAsync({ email })} />;
}
