import { getRouteApi, useRouter } from "@tanstack/react-router";
import { ProviderButtons } from "../features/providers/provider-buttons.tsx";
import { SignInForm } from "../features/sessions/sign-in-form.tsx";
import { Front } from "../shell/front.tsx";
import { TextLink } from "../shell/text-link.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { next } = route.useSearch();
  const router = useRouter();
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
      <SignInForm onDone={() => router.navigate({ href: next ?? "/" })} />
      <ProviderButtons next={next} />
    </Front>
  );
}
