import { Stack, TextInput } from "@mantine/core";
import { sessionInputs } from "@plinth/server/inputs";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { PasswordField } from "../passwords/password-field.tsx";
import type { EntryStep } from "./entry-step.ts";
import { type SecondFactorQuestion, SecondStep } from "./second-step.tsx";
import { useSignIn } from "./use-sign-in.ts";

interface Props {
  /** The only address that makes sense here, when there is one. */
  email?: string;
  onDone: () => Promise<unknown>;
  /** Told when another question stands in the form's place. */
  onStep?: (step: EntryStep | undefined) => void;
}

/** Asks for e-mail and password, and for a second factor where the person has one, and starts a session. */
export function SignInForm({ email, onDone, onStep }: Props) {
  const signIn = useSignIn();
  const [question, setQuestion] = useState<SecondFactorQuestion | null>(null);
  const [over, setOver] = useState("");
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: sessionInputs.SignIn.pick({ email: true, password: true }),
    initial: { email: email ?? "", password: "" },
    async send(values) {
      setOver("");
      const { secondFactor } = await signIn.mutateAsync(values);
      if (!secondFactor) return onDone();
      setQuestion(secondFactor);
      onStep?.("second");
    },
  });
  if (question) {
    const startAgain = (why: string) => {
      setQuestion(null);
      onStep?.(undefined);
      setOver(why);
      form.setFieldValue("password", "");
    };
    return <SecondStep question={question} onDone={onDone} onOver={startAgain} />;
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal ?? (over || null)}</Refusal>
        <TextInput
          {...field("email")}
          label="E-mail"
          type="email"
          autoComplete="username webauthn"
          autoFocus={!email}
          {...(email && { readOnly: true })}
        />
        <PasswordField {...field("password")} autoComplete="current-password" autoFocus={Boolean(email)} />
        <SubmitButton sending={sending} fullWidth mt={6}>
          Sign in
        </SubmitButton>
      </Stack>
    </form>
  );
}
