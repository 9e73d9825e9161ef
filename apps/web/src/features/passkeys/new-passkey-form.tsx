import { Stack, TextInput } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { passkeyInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { thisDevice } from "./this-device.ts";
import { makePasskey, passkeyWords } from "./webauthn.ts";

interface Props {
  question: RouterOutputs["passkeys"]["beginRegistration"];
  onDone: () => void;
}

/** Asks what to call it, and has the browser make it. */
export function NewPasskeyForm({ question: { ticket, options }, onDone }: Props) {
  const trpc = useTRPC();
  const [words, setWords] = useState<string | null>(null);
  const finish = useMutation({ ...trpc.passkeys.finishRegistration.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: passkeyInputs.PasskeyName,
    initial: { name: thisDevice() },
    async send({ name }) {
      setWords(null);
      const response = await makePasskey(options).catch((error: unknown) => setWords(passkeyWords(error)));
      if (!response) return;
      await finish.mutateAsync({ ticket, response, name });
      await queryClient.invalidateQueries(trpc.passkeys.list.queryFilter());
      tellDone("From now on you can sign in with this passkey. Your other sessions are ended.");
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal ?? words}</Refusal>
        <TextInput
          {...field("name")}
          label="Name"
          description="So that you know later which one it is"
          data-autofocus
        />
        <SubmitButton sending={sending} fullWidth>
          Continue
        </SubmitButton>
      </Stack>
    </form>
  );
}
