import { Button } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { tellDone } from "../../failure-notice.ts";
import { optimistic } from "../../optimistic.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { Section } from "../../shell/section.tsx";
import { SessionRow } from "./session-row.tsx";

/** Where the person is signed in, with what ends it. */
export function SessionList() {
  const trpc = useTRPC();
  const list = trpc.sessions.list.queryOptions();
  const { data: sessions, error, refetch } = useLive(list);
  const end = useMutation(
    trpc.sessions.end.mutationOptions(
      optimistic(list.queryKey, (known, { id }) => known.filter((other) => other.id !== id)),
    ),
  );
  const endOthers = useMutation({
    ...trpc.sessions.endOthers.mutationOptions(
      optimistic(list.queryKey, (known) => known.filter(({ current }) => current)),
    ),
    onSuccess: ({ ended }) => tellDone(ended === 1 ? "One session is ended." : `${ended} sessions are ended.`),
  });
  const others = sessions?.filter(({ current }) => !current) ?? [];
  const ordered = [...(sessions?.filter(({ current }) => current) ?? []), ...others];

  return (
    <Section
      title="Where you are signed in"
      lead="End what you do not recognise, and change your password then."
      actions={
        others.length > 0 && (
          <Button variant="default" size="xs" onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      {error && !sessions ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : sessions ? (
        <ul className={rows.rows}>
          {ordered.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => end.mutate({ id: session.id })} />
          ))}
        </ul>
      ) : (
        <RowSkeletons count={2} />
      )}
    </Section>
  );
}
