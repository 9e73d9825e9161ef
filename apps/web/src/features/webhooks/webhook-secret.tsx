import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { agoWords } from "../../shell/ago.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import { SecretShown } from "./secret-shown.tsx";
import type { Webhook } from "./webhook.ts";

/** Gives an endpoint another secret. */
export function WebhookSecret({ webhook }: { webhook: Webhook }) {
  const trpc = useTRPC();
  const [opened, { open, close }] = useDisclosure();
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useMutation(
    trpc.webhooks.rotateSecret.mutationOptions({
      onSuccess: (made) => setSecret(made.secret),
      onSettled: close,
    }),
  );
  const overlaps = webhook.previousUntil !== null && new Date(webhook.previousUntil) > new Date();
  return (
    <Stack align="flex-start">
      {secret && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
      {overlaps && (
        <Text size="sm">
          Deliveries are signed with the secret before as well; that ends {agoWords(webhook.previousUntil ?? "")}.
        </Text>
      )}
      <Button variant="default" onClick={open}>
        Replace the secret
      </Button>
      <Confirm
        opened={opened}
        title="Replace the secret?"
        action="Replace"
        sending={rotate.isPending}
        onClose={close}
        onConfirm={() => rotate.mutate({ id: webhook.id })}
      >
        You get a new one for the receiver. For a day deliveries are signed with both, so that nothing is lost while you
        change it there; then the one of today is of no use any more.
      </Confirm>
    </Stack>
  );
}
