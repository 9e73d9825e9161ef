import { useTRPCClient } from "@plinth/client/react";
import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../api.ts";
import { MailedPage } from "../features/emails/mailed-page.tsx";
import { stepTitles } from "../features/sessions/entry-step.ts";
import { SecondStep } from "../features/sessions/second-step.tsx";
import { ButtonLink } from "../shell/button-link.tsx";

export function SignInLinkPage() {
  const client = useTRPCClient();
  const router = useRouter();
  const goOn = () => router.navigate({ href: "/" });
  const startAgain = () => void router.navigate({ to: "/sign-in", search: {} });
  return (
    <MailedPage
      title="Sign in"
      lead="You get in with this button, in the browser where you asked for the mail."
      action="Sign in"
      instead={
        <ButtonLink to="/sign-in" search={{}} variant="default" fullWidth>
          Go to the sign-in page
        </ButtonLink>
      }
      onAct={async (link) => {
        const [ticket = "", code = ""] = link.split(".");
        const { secondFactor } = await client.signInLinks.use.mutate({ ticket, code });
        if (secondFactor) {
          const next = <SecondStep question={secondFactor} onDone={goOn} onOver={startAgain} />;
          return { title: stepTitles.second, next };
        }
        queryClient.clear();
        await goOn();
      }}
    />
  );
}
