import { Button, Text, Tooltip } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { Ago } from "../../shell/ago.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { roleWords } from "../members/role-words.ts";
import type { Workspace } from "../workspaces/workspace.ts";

/** The invites that nobody has accepted yet. */
export function InviteList({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const list = trpc.invites.list.queryOptions({ workspaceId: workspace.id });
  const { data: invites, error, refetch } = useLive(list);
  const revoke = useMutation(
    trpc.invites.revoke.mutationOptions(
      optimistic(list.queryKey, (known, { id }) => known.filter((invite) => invite.id !== id)),
    ),
  );
  if (error && !invites) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!invites) return <RowSkeletons count={1} />;
  if (invites.length === 0) {
    return <Text c="dimmed">No invite is waiting. Make one above.</Text>;
  }
  return (
    <ul className={rows.rows}>
      {invites.map(({ id, email, role, expiresAt }) => {
        const fixed = role === "owner" && workspace.role !== "owner";
        return (
          <li className={rows.row} key={id}>
            <div className={rows.text}>
              <div className={rows.title}>{email}</div>
              <div className={rows.detail}>
                {roleWords[role].name}, expires <Ago moment={expiresAt} />
              </div>
            </div>
            <Tooltip label="Only owners revoke the invite of an owner." disabled={!fixed}>
              <Button
                variant="default"
                size="xs"
                disabled={fixed}
                aria-label={`Revoke the invite for ${email}`}
                onClick={() => revoke.mutate({ id })}
              >
                Revoke
              </Button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
