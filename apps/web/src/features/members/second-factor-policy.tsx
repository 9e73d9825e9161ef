import { Switch } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { Confirm } from "../../shell/confirm.tsx";
import type { Workspace } from "../workspaces/workspace.ts";

/** Has an owner decide whether members need two-step sign-in. */
export function SecondFactorPolicy({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const [isAsking, setAsking] = useState(false);
  const decide = useMutation(
    trpc.members.requireSecondFactor.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.workspaces.pathFilter()),
      onSettled: () => setAsking(false),
    }),
  );
  const workspaceId = workspace.id;
  const isRequired = workspace.secondFactorRequiredSince !== null;
  return (
    <>
      <Switch
        checked={isRequired}
        disabled={decide.isPending}
        label="Members need two-step sign-in"
        onChange={() => (isRequired ? decide.mutate({ workspaceId, required: false }) : setAsking(true))}
      />
      <Confirm
        opened={isAsking}
        title="Require two-step sign-in?"
        action="Require it"
        sending={decide.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => decide.mutate({ workspaceId, required: true })}
      >
        Whoever has not set it up sees nothing of {workspace.name} from now on, until they do. They stay members, and
        you see in the list who they are.
      </Confirm>
    </>
  );
}
