import { Button } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect } from "react";
import { LoadFailure } from "../load-failure.tsx";
import type { useTaskPages } from "../use-task-pages.ts";
import classes from "./task-list.module.css";

/** Loads the next page shortly before the reader gets there; the button is for keyboards and for when that fails. */
export function MoreRows({ pages }: { pages: ReturnType<typeof useTaskPages> }) {
  const { ref, entry } = useIntersection({ root: document.getElementById("main"), rootMargin: "600px" });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = pages;
  const near = entry?.isIntersecting ?? false;

  useEffect(() => {
    if (near && hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [near, hasNextPage, isFetching, isError, fetchNextPage]);

  if (isError) return <LoadFailure error={pages.error} onRetry={() => (hasNextPage ? fetchNextPage() : refetch())} />;
  if (!hasNextPage) return null;
  return (
    <div ref={ref} className={classes.more}>
      <Button variant="subtle" size="compact-sm" loading={pages.isFetchingNextPage} onClick={() => fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}
