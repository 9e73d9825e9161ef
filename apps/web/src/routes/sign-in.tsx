import { Anchor, Group } from "@mantine/core";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { PasskeySignIn } from "../features/passkeys/passkey-sign-in.tsx";
import { canUsePasskeys } from "../features/passkeys/webauthn.ts";
import { ProviderButtons } from "../features/providers/provider-buttons.tsx";
import { type EntryStep, stepTitles } from "../features/sessions/entry-step.ts";
import { SignInForm } from "../features/sessions/sign-in-form.tsx";
import { MailSignIn } from "../features/sign-in-links/mail-sign-in.tsx";
import { Front } from "../shell/front.tsx";
import { OtherWays } from "../shell/other-ways.tsx";
import { TextLink } from "../shell/text-link.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { next } = route.useSearch();
  const providers = route.useLoaderData();
  const router = useRouter();
  const [byMail, setByMail] = useState(false);
  const [step, setStep] = useState<EntryStep>();
  const onDone = () => router.navigate({ href: next ?? "/" });
  const Form = byMail ? MailSignIn : SignInForm;
  return (
    <Front
      title={step ? stepTitles[step] : "Sign in"}
      aside={
        !step && (
          <>
            New here?{" "}
            <TextLink to="/sign-up" search={{ next }}>
              Create an account
            </TextLink>
          </>
        )
      }
    >
      <Form onDone={onDone} onStep={setStep} />
      {!step && (
        <>
          <Group justify="space-between" mt="md" gap="xs">
            <Anchor component="button" type="button" size="sm" onClick={() => setByMail(!byMail)}>
              {byMail ? "Use a password instead" : "Mail me a link instead"}
            </Anchor>
            <TextLink to="/forgot-password" fz="sm" fw={400}>
              Forgot your password?
            </TextLink>
          </Group>
          <OtherWays>
            {canUsePasskeys() && <PasskeySignIn onDone={onDone} />}
            {providers.length > 0 && <ProviderButtons providers={providers} next={next} />}
          </OtherWays>
        </>
      )}
    </Front>
  );
}
