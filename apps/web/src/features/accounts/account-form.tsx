import { PasswordInput, Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { accountInputs } from "@plinth/server/inputs";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
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
}

/** Asks for what an account is made of, makes it, and signs in with it. */
export function AccountForm({ email, create, action, onDone }: Props) {
  const signIn = useSignIn();
  const [mailed, setMailed] = useState<{ ticket: string; email: string }>();
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: accountInputs.NewAccount,
    initial: { name: "", email: email ?? "", password: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "email" : isWeak(error) ? "password" : undefined),
    async send(account) {
      const { ticket } = await create(account);
      // Nothing tells whether there was an account: that is in the mail.
      if (ticket) return setMailed({ ticket, email: account.email });
      await signIn.mutateAsync({ email: account.email, password: account.password });
      await onDone();
    },
  });
  if (mailed) return <EntryCode {...mailed} onDone={onDone} />;
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
        <PasswordInput
          {...field("password")}
          label="Password"
          description="At least 10 characters. Long beats clever."
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
        />
        <SubmitButton sending={sending} fullWidth mt={6}>
          {action}
        </SubmitButton>
      </Stack>
    </form>
  );
}
