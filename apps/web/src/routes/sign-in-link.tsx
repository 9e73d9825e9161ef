import { Button, Stack } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { queryClient } from "../api.ts";
import { failureWords } from "../failure-notice.ts";
import { Refusal } from "../form/refusal.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";

export function SignInLinkPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const [ticket = "", code = ""] = useLocation().hash.split(".");
  const use = useMutation({ ...trpc.signInLinks.use.mutationOptions(), meta: { explains: () => true } });

  async function signIn(): Promise<void> {
    await use.mutateAsync({ ticket, code });
    queryClient.clear();
    await router.navigate({ href: "/" });
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
