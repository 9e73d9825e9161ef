import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { optimistic } from "../../optimistic.ts";
import { Confirm } from "../../shell/confirm.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { useMe } from "../accounts/use-me.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { Member } from "./member.ts";
import { MemberRow } from "./member-row.tsx";

/** Everyone in a workspace. */
export function MemberList({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const me = useMe();
  const workspaceId = workspace.id;
  const list = trpc.members.list.queryOptions({ workspaceId });
  const { data: members, error, refetch } = useLive(list);
  const [leaving, setLeaving] = useState<Member | null>(null);

  const changeRole = useMutation({
    ...trpc.members.changeRole.mutationOptions(
      optimistic(list.queryKey, (known, { userId, role }) =>
        known.map((member) => (member.userId === userId ? { ...member, role } : member)),
      ),
    ),
    // One's own role decides what the pages offer.
    onSuccess: (_, { userId }) => userId === me.id && queryClient.invalidateQueries(trpc.workspaces.pathFilter()),
  });
  const remove = useMutation(
    trpc.members.remove.mutationOptions(
      optimistic(list.queryKey, (known, { userId }) => known.filter((member) => member.userId !== userId)),
    ),
  );

  if (error && !members) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!members) return <RowSkeletons count={3} />;
  return (
    <>
      <ul className={rows.rows}>
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            members={members}
            mine={workspace.role}
            me={member.userId === me.id}
            onRole={(role) => changeRole.mutate({ workspaceId, userId: member.userId, role })}
            onRemove={() => setLeaving(member)}
          />
        ))}
      </ul>
      <Confirm
        opened={leaving !== null}
        title={`Remove ${leaving?.name ?? ""} from ${workspace.name}?`}
        action="Remove"
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving) remove.mutate({ workspaceId, userId: leaving.userId });
          setLeaving(null);
        }}
      >
        They lose access at once, and their tasks here have no assignee any more. What they wrote stays. You can invite
        them again.
      </Confirm>
    </>
  );
}
