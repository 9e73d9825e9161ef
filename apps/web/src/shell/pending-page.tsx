import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./page.module.css";

/** Stands in for a page whose code or data is on the way. */
export function PendingPage() {
  return (
    <div className={classes.page} aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Skeleton height={26} width={200} mb={28} />
      <Skeleton height={44} mb={10} />
      <Skeleton height={44} mb={10} />
      <Skeleton height={44} width="70%" />
    </div>
  );
}
