import { Button, Stack } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { queryClient } from "../api.ts";
import { failureWords } from "../failure-notice.ts";
import { type SecondFactorQuestion, SecondStep } from "../features/sessions/second-step.tsx";
import { Refusal } from "../form/refusal.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";

export function SignInLinkPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const [factor, setFactor] = useState<SecondFactorQuestion | null>(null);
  const goOn = () => router.navigate({ href: "/" });
  const [ticket = "", code = ""] = useLocation().hash.split(".");
  const use = useMutation({ ...trpc.signInLinks.use.mutationOptions(), meta: { explains: () => true } });

  async function signIn(): Promise<void> {
    const { secondFactor } = await use.mutateAsync({ ticket, code });
    if (secondFactor) return setFactor(secondFactor);
    queryClient.clear();
    await goOn();
  }

  if (factor) {
    return (
      <Front title="Sign in">
        <SecondStep
          question={factor}
          onDone={goOn}
          onOver={() => void router.navigate({ to: "/sign-in", search: {} })}
        />
      </Front>
    );
  }

  return (
    <Front title="Sign in" lead="You get in with this button, in the browser where you asked for the mail.">
      <Stack>
        <Refusal>{use.error ? failureWords(use.error) : null}</Refusal>
        <Button fullWidth loading={use.isPending} onClick={() => void signIn().catch(() => {})}>
          Sign in
        </Button>
        {use.error && (
          <ButtonLink to="/sign-in" search={{}} variant="default" fullWidth>
            Go to the sign-in page
          </ButtonLink>
        )}
      </Stack>
    </Front>
  );
}
