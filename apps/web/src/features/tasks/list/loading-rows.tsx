import { Skeleton, Stack } from "@mantine/core";

/** Rows that are on their way. */
export function LoadingRows({ rows }: { rows: number }) {
  return (
    <Stack gap={1} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={39} radius={0} />
      ))}
    </Stack>
  );
}
