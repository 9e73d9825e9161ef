import { Text } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import type { Workspace } from "../workspaces/workspace.ts";
import { KeyRow } from "./key-row.tsx";

/** The keys that members have limited to a workspace. */
export function WorkspaceKeys({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const list = trpc.apiKeys.ofWorkspace.queryOptions({ workspaceId: workspace.id });
  const { data: keys, error, refetch } = useLive(list);
  const revoke = useMutation(
    trpc.apiKeys.revokeOfWorkspace.mutationOptions(
      optimistic(list.queryKey, (known, { id }) => known.filter((other) => other.id !== id)),
    ),
  );
  if (error && !keys) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!keys) return <RowSkeletons count={1} />;
  if (keys.length === 0) return <Text c="dimmed">Nobody has a key for this workspace alone.</Text>;
  return (
    <ul className={rows.rows}>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} about={`of ${key.userName}`} onRevoke={() => revoke.mutate({ id: key.id })} />
      ))}
    </ul>
  );
}
