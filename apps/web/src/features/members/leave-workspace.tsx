import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";
import { Confirm } from "../../shell/confirm.tsx";
import { useMe } from "../accounts/use-me.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { isLastOwner } from "./member.ts";

/** Takes the person out of a workspace, unless they are its last owner. */
export function LeaveWorkspace({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const me = useMe();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  const { data: members } = useLive(trpc.members.list.queryOptions({ workspaceId: workspace.id }));
  const own = members?.find(({ userId }) => userId === me.id);
  const stays = own !== undefined && members !== undefined && isLastOwner(own, members);
  const leave = useMutation(
    trpc.members.leave.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.workspaces.list.queryFilter());
        await navigate({ to: "/" });
        queryClient.removeQueries(trpc.workspaces.get.queryFilter({ slug: workspace.slug }));
      },
      onError: close,
    }),
  );
  return (
    <>
      <Button variant="default" disabled={stays} onClick={open}>
        Leave {workspace.name}
      </Button>
      {stays && (
        <Text size="sm" c="dimmed" mt="xs">
          You are its last owner. Make someone else an owner first.
        </Text>
      )}
      <Confirm
        opened={opened}
        title={`Leave ${workspace.name}?`}
        action="Leave"
        sending={leave.isPending}
        onClose={close}
        onConfirm={() => leave.mutate({ workspaceId: workspace.id })}
      >
        You lose access at once. To come back, somebody has to invite you again.
      </Confirm>
    </>
  );
}
