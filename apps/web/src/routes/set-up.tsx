import { Code } from "@mantine/core";
import { useTRPCClient } from "@plinth/client/react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { AccountForm } from "../features/accounts/account-form.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";

const route = getRouteApi("/set-up");

export function SetUpPage() {
  const client = useTRPCClient();
  const navigate = useNavigate();
  const { token } = route.useSearch();
  const { needsSetUp } = route.useLoaderData();

  if (!needsSetUp) {
    return (
      <Front
        title="Already set up"
        lead="This installation has its first account. Sign in, or create an account of your own."
      >
        <ButtonLink to="/sign-in" search={{}} fullWidth>
          Sign in
        </ButtonLink>
      </Front>
    );
  }
  if (!token) {
    return (
      <Front
        title="Set Plinth up"
        lead="Nobody has an account yet. The first one is made with a link that only whoever runs the server can see."
      >
        <p>Look at the output of the server for a line like this, and open its link:</p>
        <Code
          block
          style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        >{`Set it up, once: ${window.location.origin}/set-up?token=…`}</Code>
        <p>Every start of the server prints a new link, as long as there is no account.</p>
      </Front>
    );
  }
  return (
    <Front title="Set Plinth up" lead="Yours is the first account here. It may run the whole installation.">
      <AccountForm
        action="Create the first account"
        create={(account) => client.accounts.setUp.mutate({ ...account, token })}
        onDone={() => navigate({ to: "/new-workspace" })}
      />
    </Front>
  );
}
