import { SegmentedControl, Stack } from "@mantine/core";
import { useTRPCClient } from "@plinth/client/react";
import { useState } from "react";
import { AccountForm } from "../accounts/account-form.tsx";
import { SignInForm } from "../sessions/sign-in-form.tsx";
import { useInviteAcceptance } from "./use-invite-acceptance.ts";

interface Props {
  token: string;
  email: string;
}

/** Signs somebody up or in with the invited address, and accepts the invite. */
export function JoinAsNobody({ token, email }: Props) {
  const client = useTRPCClient();
  const { mutateAsync: accept } = useInviteAcceptance();
  const [known, setKnown] = useState("new");
  const onDone = () => accept({ token });
  return (
    <Stack>
      <SegmentedControl
        fullWidth
        value={known}
        onChange={setKnown}
        aria-label="Whether you have an account"
        data={[
          { value: "new", label: "I am new here" },
          { value: "known", label: "I have an account" },
        ]}
      />
      {known === "new" ? (
        <AccountForm
          email={email}
          action="Create account and join"
          create={(account) => client.accounts.signUp.mutate(account)}
          onDone={onDone}
        />
      ) : (
        <SignInForm email={email} onDone={onDone} />
      )}
    </Stack>
  );
}
