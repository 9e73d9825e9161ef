import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { queryClient } from "../api.ts";
import { MailedPage } from "../features/emails/mailed-page.tsx";
import { ButtonLink } from "../shell/button-link.tsx";

export function VerifyEmailPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return (
    <MailedPage
      title="Confirm your e-mail address"
      lead="Say that the address is yours, and that mail reaches you there."
      action="Confirm the address"
      needsAccount
      onAct={async (token) => {
        await client.emails.verify.mutate({ token });
        await queryClient.invalidateQueries(trpc.accounts.me.queryFilter());
        return {
          title: "Your address is confirmed",
          lead: "There is nothing else to do.",
          next: (
            <ButtonLink to="/" fullWidth>
              Go on to Plinth
            </ButtonLink>
          ),
        };
      }}
    />
  );
}
