import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { EarlierButton } from "../../shell/earlier-button.tsx";
import { LoadFailure } from "../tasks/load-failure.tsx";
import classes from "./activity.module.css";
import type { Entry } from "./sentences.ts";

interface Pages {
  data: { pages: { entries: Entry[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** History, the newest first, page by page. */
export function ActivityList({ pages, entry }: { pages: Pages; entry: (entry: Entry) => ReactNode }) {
  if (pages.isPending) {
    return (
      <Stack gap="xs" aria-busy>
        <Skeleton height={28} />
        <Skeleton height={28} />
        <Skeleton height={28} />
      </Stack>
    );
  }
  if (!pages.data) return <LoadFailure error={pages.error} onRetry={() => pages.refetch()} />;
  return (
    <>
      <ol className={classes.list}>{pages.data.pages.flatMap((page) => page.entries.map(entry))}</ol>
      <EarlierButton pages={pages} />
    </>
  );
}
