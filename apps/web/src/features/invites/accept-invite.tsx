import { Button, Stack } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { failureWords } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import type { Me } from "../accounts/use-me.ts";
import { useInviteAcceptance } from "./use-invite-acceptance.ts";

interface Props {
  token: string;
  email: string;
  me: Me;
  workspaceName: string;
}

/** Accepts an invite for whoever is signed in, if it is for them. */
export function AcceptInvite({ token, email, me, workspaceName }: Props) {
  const trpc = useTRPC();
  const accept = useInviteAcceptance();
  const signOut = useMutation({
    ...trpc.sessions.signOut.mutationOptions(),
    onSuccess: () => queryClient.resetQueries(trpc.accounts.me.queryFilter()),
  });
  if (me.email !== email) {
    return (
      <Stack>
        <Refusal>{`You are signed in as ${me.email}. Sign out here, and in again as ${email}.`}</Refusal>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </Stack>
    );
  }
  return (
    <Stack>
      <Refusal>{accept.error ? failureWords(accept.error) : null}</Refusal>
      <Button loading={accept.isPending} onClick={() => accept.mutate({ token })}>
        Join {workspaceName} as {me.name}
      </Button>
    </Stack>
  );
}
