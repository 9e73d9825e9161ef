import { Button, Group, SegmentedControl } from "@mantine/core";
import { live, useTRPC } from "@plinth/client/react";
import { IconBellCheck, IconChecks } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EarlierButton } from "../../shell/earlier-button.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import classes from "./inbox.module.css";
import { InboxLine } from "./inbox-line.tsx";
import { useInboxDeeds } from "./use-inbox-deeds.ts";
import { useUnread } from "./use-unread.ts";

type Shown = "all" | "unread";

/** What this person is told, the newest first. */
export function Inbox() {
  const trpc = useTRPC();
  const [shown, setShown] = useState<Shown>("all");
  const unread = useUnread();
  const { markAllRead } = useInboxDeeds();
  const pages = useInfiniteQuery(
    live(
      trpc.notifications.list.infiniteQueryOptions(
        { unread: shown === "unread" },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
  );
  const lines = pages.data?.pages.flatMap((page) => page.notifications);
  const newest = lines?.[0];

  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which notifications"
          value={shown}
          onChange={(value) => setShown(value === "unread" ? "unread" : "all")}
          data={[
            { value: "all", label: "All" },
            { value: "unread", label: "Unread" },
          ]}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconChecks size={15} />}
          disabled={unread === 0 || !newest}
          onClick={() => newest && markAllRead.mutate({ until: newest.lastAt })}
        >
          Mark all as read
        </Button>
      </Group>
      {!lines ? (
        pages.error ? (
          <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <RowSkeletons count={5} />
        )
      ) : lines.length === 0 ? (
        <NothingNew shown={shown} />
      ) : (
        <ul className={classes.lines} aria-label="Notifications">
          {lines.map((line) => (
            <InboxLine key={line.id} line={line} />
          ))}
        </ul>
      )}
      <EarlierButton pages={pages} />
    </>
  );
}

function NothingNew({ shown }: { shown: Shown }) {
  if (shown === "unread") {
    return (
      <EmptyState icon={<IconBellCheck size={22} />} title="All read">
        What comes next shows here at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<IconBellCheck size={22} />} title="Nothing yet">
      Here you are told when somebody mentions you, gives you a task or comments on a task that you follow.
    </EmptyState>
  );
}
