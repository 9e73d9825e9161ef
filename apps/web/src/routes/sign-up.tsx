import { useTRPCClient } from "@plinth/client/react";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { AccountForm } from "../features/accounts/account-form.tsx";
import { ProviderButtons } from "../features/providers/provider-buttons.tsx";
import { type EntryStep, stepTitles } from "../features/sessions/entry-step.ts";
import { Front } from "../shell/front.tsx";
import { OtherWays } from "../shell/other-ways.tsx";
import { TextLink } from "../shell/text-link.tsx";

const route = getRouteApi("/sign-up");

export function SignUpPage() {
  const { next } = route.useSearch();
  const providers = route.useLoaderData();
  const [step, setStep] = useState<EntryStep>();
  const router = useRouter();
  const client = useTRPCClient();
  return (
    <Front
      title={step ? stepTitles[step] : "Create an account"}
      lead={!step && "Then make a workspace for your team, or join one you were invited to."}
      aside={
        !step && (
          <>
            Have an account?{" "}
            <TextLink to="/sign-in" search={{ next }}>
              Sign in
            </TextLink>
          </>
        )
      }
    >
      <AccountForm
        action="Create account"
        create={(account) => client.accounts.signUp.mutate(account)}
        onDone={() => router.navigate({ href: next ?? "/" })}
        onStep={setStep}
      />
      <OtherWays>{!step && providers.length > 0 && <ProviderButtons providers={providers} next={next} />}</OtherWays>
    </Front>
  );
}
