import { Stack, Text, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { signInLinkInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";

interface Props {
  ticket: string;
  email: string;
  /** Called when they are signed in. */
  onDone: () => Promise<unknown>;
}

/** Asks for the code that was mailed, and signs in with it. */
export function EntryCode({ ticket, email, onDone }: Props) {
  const trpc = useTRPC();
  const use = useMutation({
    ...trpc.signInLinks.use.mutationOptions({ onSuccess: () => queryClient.clear() }),
    meta: { explains: () => true },
  });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: signInLinkInputs.UsedLink.pick({ code: true }),
    initial: { code: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "code" : undefined),
    async send({ code }) {
      await use.mutateAsync({ ticket, code });
      await onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <Text>
          Look into your mail: if <strong>{email}</strong> can be used here, a link and a code are on their way. Open
          the link in this browser, or type the code.
        </Text>
        <TextInput
          {...field("code")}
          label="Code"
          description="Eight signs, from the mail"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          autoFocus
        />
        <SubmitButton sending={sending} fullWidth>
          Go on
        </SubmitButton>
      </Stack>
    </form>
  );
}
