import { Button } from "@mantine/core";

interface Props {
  /** A list that is read page by page, the newest first. */
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Stands below a list whose earlier pages have not been read yet. */
export function EarlierButton({ pages }: Props) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      mt="sm"
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      Show earlier
    </Button>
  );
}
