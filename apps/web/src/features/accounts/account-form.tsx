import { PasswordInput, Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { accountInputs } from "@plinth/server/inputs";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { useSignIn } from "../sessions/use-sign-in.ts";

interface NewAccount {
  name: string;
  email: string;
  password: string;
}

interface Props {
  /** The only address that makes sense here, when there is one. */
  email?: string;
  /** Makes the account. */
  create(account: NewAccount): Promise<unknown>;
  /** What the button says. */
  action: string;
  /** Called when the new account is signed in. */
  onDone: () => Promise<unknown>;
}

/** Asks for what an account is made of, makes it, and signs in with it. */
export function AccountForm({ email, create, action, onDone }: Props) {
  const signIn = useSignIn();
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: accountInputs.NewAccount,
    initial: { name: "", email: email ?? "", password: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "email" : undefined),
    async send(account) {
      await create(account);
      await signIn.mutateAsync({ email: account.email, password: account.password });
      await onDone();
    },
  });
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
