import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./rows.module.css";

/** Stands in for rows that are on the way. */
export function RowSkeletons({ count }: { count: number }) {
  return (
    <div className={classes.rows} aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <div className={classes.row} key={index}>
          <Skeleton circle height={32} />
          <div className={classes.text}>
            <Skeleton height={11} width="38%" mb={8} />
            <Skeleton height={9} width="24%" />
          </div>
        </div>
      ))}
    </div>
  );
}
