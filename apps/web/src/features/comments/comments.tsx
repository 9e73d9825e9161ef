import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { LoadFailure } from "../tasks/load-failure.tsx";
import { useProject } from "../tasks/project-scope.tsx";
import { CommentItem } from "./comment-item.tsx";
import classes from "./comments.module.css";
import { NewComment } from "./new-comment.tsx";
import { PendingComment } from "./pending-comment.tsx";
import { useCommentDeeds, useComments } from "./use-comments.ts";

/** The conversation about a task. */
export function Comments({ task }: { task: { id: string } }) {
  const { canEdit } = useProject();
  const { comments, isPending, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useComments(
    task.id,
  );
  const deeds = useCommentDeeds(task.id);

  if (isPending) {
    return (
      <Stack aria-busy>
        <Skeleton height={48} />
        <Skeleton height={48} />
      </Stack>
    );
  }
  if (isError && comments.length === 0) return <LoadFailure error={error} onRetry={() => refetch()} />;
  const nothing = comments.length === 0 && !deeds.create.isPending;
  return (
    <>
      {nothing && (
        <Text c="dimmed" size="sm" mb="md">
          {canEdit
            ? "Nobody has said anything yet. Ask, answer, or note what you found out."
            : "Nobody has said anything yet."}
        </Text>
      )}
      <ol className={classes.list} hidden={nothing}>
        {comments.map((comment) => (
          <CommentItem key={comment.id} comment={comment} deeds={deeds} />
        ))}
        {deeds.create.isPending && <PendingComment body={deeds.create.variables.body} />}
      </ol>
      {hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          mb="md"
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          Show later comments
        </Button>
      )}
      {canEdit && <NewComment taskId={task.id} create={deeds.create} />}
    </>
  );
}
