import { useLive, useTRPC } from "@plinth/client/react";
import { IconKey } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { KeyRow } from "./key-row.tsx";

/** The person's own keys. */
export function KeyList() {
  const trpc = useTRPC();
  const list = trpc.apiKeys.list.queryOptions();
  const { data: keys, error, refetch } = useLive(list);
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions(
      optimistic(list.queryKey, (known, { id }) => known.filter((other) => other.id !== id)),
    ),
  );
  if (error && !keys) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!keys) return <RowSkeletons count={2} />;
  if (keys.length === 0) {
    return (
      <EmptyState icon={<IconKey size={28} stroke={1.5} />} title="No keys yet">
        Make one below for a script that is to work with your tasks.
      </EmptyState>
    );
  }
  return (
    <ul className={rows.rows}>
      {keys.map((key) => (
        <KeyRow
          key={key.id}
          apiKey={key}
          about={key.workspaceId === null ? "in all workspaces" : `in ${key.workspaceName ?? "a workspace you left"}`}
          onRevoke={() => revoke.mutate({ id: key.id })}
        />
      ))}
    </ul>
  );
}
