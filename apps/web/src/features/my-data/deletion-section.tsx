import { Alert, Button, Text } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Confirm } from "../../shell/confirm.tsx";
import { Section } from "../../shell/section.tsx";
import { forgetPerson } from "../sessions/forget-person.ts";

type Deletion = RouterOutputs["myData"]["state"]["deletion"];

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });
const named = (workspaces: { name: string }[]) => workspaces.map(({ name }) => name).join(", ");

/** Deletes the account, or keeps it after all. */
export function DeletionSection({ deletion }: { deletion: Deletion }) {
  return (
    <Section
      title="Delete my account"
      lead="Two weeks later it is gone for good. Until then you can sign in and keep it."
    >
      {deletion.dueAt ? <Keep dueAt={deletion.dueAt} /> : <Delete deletion={deletion} />}
    </Section>
  );
}

function Keep({ dueAt }: { dueAt: string }) {
  const trpc = useTRPC();
  const keep = useMutation(
    trpc.myData.keepAccount.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.accounts.me.queryFilter());
        tellDone("Your account stays.");
      },
    }),
  );
  return (
    <Alert color="red" title={`Your account will be deleted on ${day.format(new Date(dueAt))}`}>
      <Button mt="xs" loading={keep.isPending} onClick={() => keep.mutate()}>
        Keep my account
      </Button>
    </Alert>
  );
}

function Delete({ deletion: { blockedBy, deletes, lastOperator } }: { deletion: Deletion }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [asked, setAsked] = useState(false);
  const remove = useMutation(
    trpc.myData.deleteAccount.mutationOptions({
      onSuccess: async () => {
        tellDone("You are signed out. A mail tells you how to keep your account.");
        await queryClient.invalidateQueries({ ...trpc.accounts.me.queryFilter(), refetchType: "none" });
        await forgetPerson(router, { comesBack: false });
      },
      onError: () => setAsked(false),
    }),
  );
  if (lastOperator) return <Text>Nobody else runs this installation. Make someone else an operator first.</Text>;
  if (blockedBy.length > 0) {
    return <Text>Nobody else owns {named(blockedBy)}. Make someone else an owner there first.</Text>;
  }
  return (
    <>
      <Text mb="sm">
        What you wrote stays where others need it, without your name.
        {deletes.length > 0 && ` Where nobody else is, all is deleted with you: ${named(deletes)}.`}
      </Text>
      <Button color="red" variant="light" onClick={() => setAsked(true)}>
        Delete my account
      </Button>
      <Confirm
        opened={asked}
        title="Delete your account?"
        action="Delete my account"
        sending={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsked(false)}
      >
        You are signed out everywhere now, and in two weeks the account is deleted for good.
        {deletes.length > 0 && ` So are these workspaces, with all that is in them: ${named(deletes)}.`}
      </Confirm>
    </>
  );
}
