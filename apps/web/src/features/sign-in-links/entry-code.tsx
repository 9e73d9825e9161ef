import { Button, Stack, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { signInLinkInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { CodeForm, MAILED } from "../../form/code-form.tsx";
import type { EntryStep } from "../sessions/entry-step.ts";
import { type SecondFactorQuestion, SecondStep } from "../sessions/second-step.tsx";

interface Props {
  ticket: string;
  email: string;
  /** Called when they are signed in. */
  onDone: () => Promise<unknown>;
  /** Called when another mail is needed: it went to the wrong address, or the question for a second factor is over. */
  onOver: () => void;
  /** Told when a second factor is asked for. */
  onStep?: ((step: EntryStep) => void) | undefined;
}

/** Asks for the code that was mailed, and signs in with it. */
export function EntryCode({ ticket, email, onDone, onOver, onStep }: Props) {
  const trpc = useTRPC();
  const [factor, setFactor] = useState<SecondFactorQuestion | null>(null);
  const use = useMutation({
    ...trpc.signInLinks.use.mutationOptions({ onSuccess: () => queryClient.clear() }),
    meta: { explains: () => true },
  });
  if (factor) return <SecondStep question={factor} onDone={onDone} onOver={onOver} />;
  return (
    <Stack gap="xs">
      <CodeForm
        schema={signInLinkInputs.UsedLink.pick({ code: true })}
        description={MAILED}
        action="Go on"
        send={async (code) => {
          const { secondFactor } = await use.mutateAsync({ ticket, code });
          if (!secondFactor) return onDone();
          setFactor(secondFactor);
          onStep?.("second");
        }}
      >
        <Text>
          If <strong>{email}</strong> can be used here, a link and a code are on their way. Open the link in this
          browser, or type the code.
        </Text>
      </CodeForm>
      <Button variant="subtle" color="gray" fullWidth onClick={onOver}>
        Start again
      </Button>
    </Stack>
  );
}
