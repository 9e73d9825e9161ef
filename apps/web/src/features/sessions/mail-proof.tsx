import { Stack, Text, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { sessionInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { useMe } from "../accounts/use-me.ts";

// Before there is a code, there is nothing to check.
const anything = z.object({});

/** Proves that it is them by a code that they are mailed. */
export function MailProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const { email } = useMe();
  const explains = { meta: { explains: () => true } };
  const ask = useMutation({ ...trpc.sessions.askProofByMail.mutationOptions(), ...explains });
  const prove = useMutation({ ...trpc.sessions.proveByMail.mutationOptions(), ...explains });
  const ticket = ask.data?.ticket;
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: ticket ? sessionInputs.MailProof.pick({ code: true }) : anything,
    initial: { code: "" },
    blame: (error) => (ticket && isFailure(error, "BAD_REQUEST") ? "code" : undefined),
    async send({ code }) {
      if (!ticket) return ask.mutateAsync();
      await prove.mutateAsync({ ticket, code });
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <Text size="sm">{ticket ? `We have sent a code to ${email}.` : `We send a code to ${email}.`}</Text>
        {ticket && (
          <TextInput
            {...field("code")}
            label="Code"
            description="Eight signs, from the mail"
            autoComplete="one-time-code"
            data-autofocus
            autoFocus
          />
        )}
        <SubmitButton sending={sending} fullWidth>
          {ticket ? "Confirm" : "Send the code"}
        </SubmitButton>
      </Stack>
    </form>
  );
}
