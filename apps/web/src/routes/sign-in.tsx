import { Anchor, Group } from "@mantine/core";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { ProviderButtons } from "../features/providers/provider-buttons.tsx";
import { SignInForm } from "../features/sessions/sign-in-form.tsx";
import { MailSignIn } from "../features/sign-in-links/mail-sign-in.tsx";
import { Front } from "../shell/front.tsx";
import { TextLink } from "../shell/text-link.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { next } = route.useSearch();
  const router = useRouter();
  const [byMail, setByMail] = useState(false);
  const onDone = () => router.navigate({ href: next ?? "/" });
  return (
    <Front
      title="Sign in"
      aside={
        <>
          New here?{" "}
          <TextLink to="/sign-up" search={{ next }}>
            Create an account
          </TextLink>
        </>
      }
    >
      {byMail ? <MailSignIn onDone={onDone} /> : <SignInForm onDone={onDone} />}
      <Group justify="space-between" mt="md" gap="xs">
        <Anchor component="button" type="button" size="sm" onClick={() => setByMail(!byMail)}>
          {byMail ? "Use a password instead" : "Mail me a link instead"}
        </Anchor>
        <TextLink to="/forgot-password" fz="sm" fw={400}>
          Forgot your password?
        </TextLink>
      </Group>
      <ProviderButtons next={next} />
    </Front>
  );
}
