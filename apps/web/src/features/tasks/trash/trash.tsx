import { Button, Skeleton, Stack } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tellDone } from "../../../failure-notice.ts";
import { Ago } from "../../../shell/ago.tsx";
import { EmptyState } from "../../../shell/empty-state.tsx";
import { LoadFailure } from "../load-failure.tsx";
import { useProject } from "../project-scope.tsx";
import { taskCode } from "../task.ts";
import { useTaskCache } from "../use-task-cache.ts";
import { daysLeft } from "./days-left.ts";
import classes from "./trash.module.css";

/** Deleted tasks, with a way back for as long as they are kept. */
export function Trash() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const cache = useTaskCache();
  const { project, canEdit } = useProject();
  const options = trpc.tasks.trash.queryOptions({ projectId: project.id });
  const { data: tasks, error, refetch } = useLive(options);
  const restore = useMutation({
    ...trpc.tasks.restore.mutationOptions(),
    onSuccess: ({ id, number }) => {
      client.setQueryData(options.queryKey, (known) => known?.filter((task) => task.id !== id));
      tellDone(`${taskCode(project.key, number)} is back.`);
    },
    onSettled: () => cache.refresh(),
  });

  if (!tasks) {
    if (error) return <LoadFailure error={error} onRetry={() => refetch()} />;
    return (
      <Stack gap="xs" aria-busy>
        <Skeleton height={44} />
        <Skeleton height={44} />
      </Stack>
    );
  }
  if (tasks.length === 0) {
    return (
      <EmptyState icon={<IconTrash size={22} />} title="The trash is empty">
        Deleted tasks stay here for 30 days and can be restored.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.rows}>
      {tasks.map(({ id, number, title, deletedAt }) => (
        <li key={id} className={classes.row}>
          <span className={classes.code}>{taskCode(project.key, number)}</span>
          <div>
            <div className={classes.title}>{title}</div>
            <span className={classes.when}>
              Deleted <Ago moment={deletedAt} />. {daysLeft(deletedAt)}
            </span>
          </div>
          {canEdit && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Restore ${taskCode(project.key, number)}`}
              loading={restore.isPending && restore.variables.id === id}
              onClick={() => restore.mutate({ id })}
            >
              Restore
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
