import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { accountInputs } from "@plinth/server/inputs";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { PasswordField } from "../passwords/password-field.tsx";
import type { EntryStep } from "../sessions/entry-step.ts";
import { useSignIn } from "../sessions/use-sign-in.ts";
import { EntryCode } from "../sign-in-links/entry-code.tsx";
import { isWeak } from "./is-weak.ts";

interface NewAccount {
  name: string;
  email: string;
  password: string;
}

interface Props {
  /** The only address that makes sense here, when there is one. */
  email?: string;
  /** Makes the account. */
  create(account: NewAccount): Promise<{ id: string | null; ticket?: string | null }>;
  /** What the button says. */
  action: string;
  /** Called when the new account is signed in. */
  onDone: () => Promise<unknown>;
  /** Told when another question stands in the form's place. */
  onStep?: (step: EntryStep | undefined) => void;
}

/** Asks for what an account is made of, makes it, and signs in with it. */
export function AccountForm({ email, create, action, onDone, onStep }: Props) {
  const signIn = useSignIn();
  const [mailed, setMailed] = useState<{ ticket: string; email: string }>();
  const wait = (mail: typeof mailed) => {
    setMailed(mail);
    onStep?.(mail && "mail");
  };
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: accountInputs.NewAccount,
    initial: { name: "", email: email ?? "", password: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "email" : isWeak(error) ? "password" : undefined),
    async send(account) {
      const { ticket } = await create(account);
      // Nothing tells whether there was an account: that is in the mail.
      if (ticket) return wait({ ticket, email: account.email });
      await signIn.mutateAsync({ email: account.email, password: account.password });
      await onDone();
    },
  });
  if (mailed) return <EntryCode {...mailed} onDone={onDone} onOver={() => wait(undefined)} onStep={onStep} />;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("name")} label="Name" description="As others see it" autoComplete="name" autoFocus />
        <TextInput
          {...field("email")}
          label="E-mail"
          type="email"
          autoComplete="username"
          {...(email && { readOnly: true })}
        />
        <PasswordField {...field("password")} autoComplete="new-password" />
        <SubmitButton sending={sending} fullWidth mt={6}>
          {action}
        </SubmitButton>
      </Stack>
    </form>
  );
}
