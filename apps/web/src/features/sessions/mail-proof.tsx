import { Button, Stack, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { sessionInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { failureWords } from "../../failure-notice.ts";
import { CodeForm, MAILED } from "../../form/code-form.tsx";
import { Refusal } from "../../form/refusal.tsx";
import { useMe } from "../accounts/use-me.ts";

/** Proves that it is them by a code that they are mailed. */
export function MailProof({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const { email } = useMe();
  const explains = { meta: { explains: () => true } };
  const ask = useMutation({ ...trpc.sessions.askProofByMail.mutationOptions(), ...explains });
  const prove = useMutation({ ...trpc.sessions.proveByMail.mutationOptions(), ...explains });
  if (!ask.data) {
    return (
      <Stack>
        <Refusal>{ask.error ? failureWords(ask.error) : null}</Refusal>
        <Text size="sm">We send a code to {email}.</Text>
        <Button fullWidth loading={ask.isPending} onClick={() => ask.mutate()} data-autofocus>
          Send the code
        </Button>
      </Stack>
    );
  }
  const { ticket } = ask.data;
  return (
    <CodeForm
      schema={sessionInputs.MailProof.pick({ code: true })}
      description={MAILED}
      action="Confirm"
      send={async (code) => {
        await prove.mutateAsync({ ticket, code });
        onDone();
      }}
    >
      <Text size="sm">We have sent a code to {email}.</Text>
    </CodeForm>
  );
}
