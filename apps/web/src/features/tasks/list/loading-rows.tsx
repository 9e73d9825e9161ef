import { Skeleton } from "@mantine/core";
import classes from "./loading-rows.module.css";

/** Rows that are on their way. */
export function LoadingRows({ rows }: { rows: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={10} width={110} />
          <Skeleton height={10} width={`${34 - (row % 3) * 8}%`} />
        </div>
      ))}
    </div>
  );
}
