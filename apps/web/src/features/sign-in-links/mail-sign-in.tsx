import { useTRPC } from "@plinth/client/react";
import { signInLinkInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { MailRequest } from "../../form/mail-request.tsx";
import type { EntryStep } from "../sessions/entry-step.ts";
import { EntryCode } from "./entry-code.tsx";

interface Props {
  onDone: () => Promise<unknown>;
  /** Told when another question stands in the form's place. */
  onStep: (step: EntryStep | undefined) => void;
}

/** Signs in by mail instead of a password. */
export function MailSignIn({ onDone, onStep }: Props) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<{ ticket: string; email: string }>();
  const ask = useMutation({ ...trpc.signInLinks.ask.mutationOptions(), meta: { explains: () => true } });
  const wait = (mail: typeof asked) => {
    setAsked(mail);
    onStep(mail && "mail");
  };
  if (asked) return <EntryCode {...asked} onDone={onDone} onOver={() => wait(undefined)} onStep={onStep} />;
  return (
    <MailRequest
      schema={signInLinkInputs.AskedLink}
      send={async (email) => wait({ ...(await ask.mutateAsync({ email })), email })}
    />
  );
}
