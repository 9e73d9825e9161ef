import { Stack, Text, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { signInLinkInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { type SecondFactorQuestion, SecondStep } from "../sessions/second-step.tsx";

interface Props {
  ticket: string;
  email: string;
  /** Called when they are signed in. */
  onDone: () => Promise<unknown>;
  /** Called when another mail is needed, because the question for a second factor is over. */
  onOver: () => void;
}

/** Asks for the code that was mailed, and signs in with it. */
export function EntryCode({ ticket, email, onDone, onOver }: Props) {
  const trpc = useTRPC();
  const [factor, setFactor] = useState<SecondFactorQuestion | null>(null);
  const use = useMutation({
    ...trpc.signInLinks.use.mutationOptions({ onSuccess: () => queryClient.clear() }),
    meta: { explains: () => true },
  });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: signInLinkInputs.UsedLink.pick({ code: true }),
    initial: { code: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "code" : undefined),
    async send({ code }) {
      const { secondFactor } = await use.mutateAsync({ ticket, code });
      if (secondFactor) setFactor(secondFactor);
      else await onDone();
    },
  });
  if (factor) return <SecondStep question={factor} onDone={onDone} onOver={onOver} />;
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
