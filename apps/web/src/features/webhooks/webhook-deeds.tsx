import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Confirm } from "../../shell/confirm.tsx";
import type { Workspace } from "../workspaces/workspace.ts";
import type { Webhook } from "./webhook.ts";

/** What can be done with an endpoint. */
export function WebhookDeeds({ workspace, webhook }: { workspace: Workspace; webhook: Webhook }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  const { id, disabledAt } = webhook;
  const test = useMutation(trpc.webhooks.sendTest.mutationOptions());
  const disable = useMutation(trpc.webhooks.disable.mutationOptions());
  const remove = useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: () => navigate({ to: "/$workspace/settings/webhooks", params: { workspace: workspace.slug } }),
      onError: close,
    }),
  );
  return (
    <Group gap="xs">
      {!disabledAt && (
        <>
          <Button size="xs" loading={test.isPending} onClick={() => test.mutate({ id })}>
            Send a test
          </Button>
          <Button variant="default" size="xs" loading={disable.isPending} onClick={() => disable.mutate({ id })}>
            Disable
          </Button>
        </>
      )}
      <Button variant="default" size="xs" onClick={open}>
        Delete
      </Button>
      <Confirm
        opened={opened}
        title={`Delete the webhook to ${new URL(webhook.url).host}?`}
        action="Delete"
        sending={remove.isPending}
        onClose={close}
        onConfirm={() => remove.mutate({ id })}
      >
        Nothing is sent to it any more, not even what is still waiting, and its log is gone. This cannot be undone.
      </Confirm>
    </Group>
  );
}
