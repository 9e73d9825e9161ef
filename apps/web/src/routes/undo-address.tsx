import { useTRPCClient } from "@plinth/client/react";
import { queryClient } from "../api.ts";
import { MailedPage } from "../features/emails/mailed-page.tsx";
import { ButtonLink } from "../shell/button-link.tsx";

export function UndoAddressPage() {
  const client = useTRPCClient();
  return (
    <MailedPage
      title="Take the change back"
      lead="Your account gets its earlier e-mail address again. Everybody is signed out of it. Passkeys, an authenticator app, keys and connected accounts that were set up since go too, and so does the password: choose a new one right after."
      action="Take the change back"
      onAct={async (token) => {
        const { email } = await client.emails.undo.mutate({ token });
        queryClient.clear();
        return {
          title: "Your address is back",
          lead: `It is ${email} again, and nobody is signed in any more. Choose a new password now.`,
          next: (
            <ButtonLink to="/forgot-password" fullWidth>
              Choose a new password
            </ButtonLink>
          ),
        };
      }}
    />
  );
}
