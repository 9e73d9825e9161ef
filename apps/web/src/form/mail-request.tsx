import { Stack, TextInput } from "@mantine/core";
import type { z } from "zod";
import { Refusal } from "./refusal.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useServerForm } from "./use-server-form.ts";

interface Props {
  schema: z.ZodType;
  send: (email: string) => Promise<unknown>;
}

/** Asks for the address to which a link is mailed. */
export function MailRequest({ schema, send }: Props) {
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema,
    initial: { email: "" },
    send: ({ email }) => send(email),
  });
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
