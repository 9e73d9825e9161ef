import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { queryClient } from "../api.ts";
import { MailedPage } from "../features/emails/mailed-page.tsx";
import { missingWords } from "../features/emails/missing-words.ts";
import { ButtonLink } from "../shell/button-link.tsx";

export function ConfirmAddressPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return (
    <MailedPage
      title="Change your e-mail address"
      lead="Confirm the change that was asked for in your account. If it was not you who asked, close this page."
      action="Confirm the change"
      needsAccount
      onAct={async (token) => {
        const { email, missing } = await client.emails.confirm.mutate({ token });
        await Promise.all([
          queryClient.invalidateQueries(trpc.accounts.me.queryFilter()),
          queryClient.invalidateQueries(trpc.emails.pending.queryFilter()),
        ]);
        const next = (
          <ButtonLink to="/account" fullWidth>
            Go to my account
          </ButtonLink>
        );
        if (missing.length === 0)
          return { title: "Your address is changed", lead: `From now on it is ${email}.`, next };
        return { title: "One confirmation is missing", lead: `Thank you. ${missingWords(missing, email)}`, next };
      }}
    />
  );
}
