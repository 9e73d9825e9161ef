import { Button, Group, Text } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { Ago } from "../../shell/ago.tsx";
import { useMe } from "../accounts/use-me.ts";
import classes from "./program-question.module.css";

/** A program that waits under a code. */
export type WaitingProgram = RouterOutputs["deviceLogins"]["find"] & { userCode: string };

interface Props {
  waiting: WaitingProgram;
  onAnswer: (answer: "approved" | "denied") => void;
}

/** Says what wants to be signed in, and asks whether it may. */
export function ProgramQuestion({ waiting: { userCode, host, address, createdAt }, onAnswer }: Props) {
  const trpc = useTRPC();
  const { name, email } = useMe();
  const approve = useMutation(trpc.deviceLogins.approve.mutationOptions({ onSuccess: () => onAnswer("approved") }));
  const deny = useMutation(trpc.deviceLogins.deny.mutationOptions({ onSuccess: () => onAnswer("denied") }));
  const input = { userCode };
  return (
    <div className={classes.question}>
      <Text>
        The <strong>Plinth command line</strong> on <strong className={classes.host}>{host}</strong>
        {address && <> from {address}</>} wants to sign in as you, <strong>{name}</strong> ({email}). It asked{" "}
        <Ago moment={createdAt} />.
      </Text>
      <p className={classes.code}>{userCode}</p>
      <Text c="dimmed" size="sm">
        Go on only if your own terminal shows this code. Deny one that somebody has sent you, whoever they say they are.
      </Text>
      <Group gap="xs" mt="md">
        <Button loading={approve.isPending} disabled={deny.isPending} onClick={() => approve.mutate(input)}>
          Sign it in
        </Button>
        <Button
          variant="default"
          loading={deny.isPending}
          disabled={approve.isPending}
          onClick={() => deny.mutate(input)}
        >
          Deny
        </Button>
      </Group>
    </div>
  );
}
