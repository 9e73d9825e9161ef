import { Button } from "@mantine/core";
import { isUnreachable } from "@plinth/client";
import { IconCloudOff } from "@tabler/icons-react";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { failureWords } from "../failure-notice.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import classes from "../shell/page.module.css";
import { usePageTitle } from "../shell/page-title.ts";

/** Stands where a page could not be shown. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  usePageTitle("Something went wrong");
  const router = useRouter();
  const { reset: askAgain } = useQueryErrorResetBoundary();
  const retry = () => {
    askAgain();
    reset();
    void router.invalidate();
  };
  return (
    <div className={classes.page}>
      <EmptyState
        icon={<IconCloudOff size={24} />}
        order={1}
        title={isUnreachable(error) ? "No connection" : "This did not work"}
        action={<Button onClick={retry}>Try again</Button>}
      >
        {failureWords(error)}
      </EmptyState>
    </div>
  );
}
