import { SegmentedControl, Stack } from "@mantine/core";
import { useTRPCClient } from "@plinth/client/react";
import { useState } from "react";
import { OtherWays } from "../../shell/other-ways.tsx";
import { AccountForm } from "../accounts/account-form.tsx";
import { PasskeySignIn } from "../passkeys/passkey-sign-in.tsx";
import { canUsePasskeys } from "../passkeys/webauthn.ts";
import type { EntryStep } from "../sessions/entry-step.ts";
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
  const [step, setStep] = useState<EntryStep>();
  const onDone = () => accept({ token });
  return (
    <Stack>
      {!step && (
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
      )}
      {known === "new" ? (
        <AccountForm
          email={email}
          action="Create account and join"
          create={(account) => client.accounts.signUp.mutate(account)}
          onDone={onDone}
          onStep={setStep}
        />
      ) : (
        <>
          <SignInForm email={email} onDone={onDone} onStep={setStep} />
          <OtherWays>{!step && canUsePasskeys() && <PasskeySignIn onDone={onDone} />}</OtherWays>
        </>
      )}
    </Stack>
  );
}
