import { useTRPCClient } from "@plinth/client/react";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { AccountForm } from "../features/accounts/account-form.tsx";
import { ProviderButtons } from "../features/providers/provider-buttons.tsx";
import { Front } from "../shell/front.tsx";
import { TextLink } from "../shell/text-link.tsx";

const route = getRouteApi("/sign-up");

export function SignUpPage() {
  const { next } = route.useSearch();
  const router = useRouter();
  const client = useTRPCClient();
  return (
    <Front
      title="Create an account"
      lead="Then make a workspace for your team, or join one you were invited to."
      aside={
        <>
          Have an account?{" "}
          <TextLink to="/sign-in" search={{ next }}>
            Sign in
          </TextLink>
        </>
      }
    >
      <AccountForm
        action="Create account"
        create={(account) => client.accounts.signUp.mutate(account)}
        onDone={() => router.navigate({ href: next ?? "/" })}
      />
      <ProviderButtons next={next} />
    </Front>
  );
}
