import { Skeleton, Stack } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { LoadFailure } from "../load-failure.tsx";
import { useProject } from "../project-scope.tsx";
import { taskCode } from "../task.ts";
import { useTaskSearch } from "../use-task-search.ts";
import { PanelFrame } from "./panel-frame.tsx";
import { PanelHeader } from "./panel-header.tsx";
import { TaskGone } from "./task-gone.tsx";
import { TaskSheet } from "./task-sheet.tsx";

/** The task that the address names, beside the list. */
export function TaskPanel({ number }: { number: number }) {
  const trpc = useTRPC();
  const { project } = useProject();
  const { openTask } = useTaskSearch();
  const {
    data: task,
    error,
    refetch,
  } = useLive(trpc.tasks.getByNumber.queryOptions({ projectId: project.id, number }));
  const code = taskCode(project.key, number);
  const close = () => openTask(undefined);

  return (
    <PanelFrame label={task ? `${code}: ${task.title}` : code} number={number} onClose={close}>
      <PanelHeader code={code} number={number} task={task} onClose={close} />
      {task ? (
        <TaskSheet key={task.id} task={task} />
      ) : error ? (
        isFailure(error, "NOT_FOUND") ? (
          <TaskGone code={code} onClose={close} />
        ) : (
          <LoadFailure error={error} onRetry={() => refetch()} />
        )
      ) : (
        <Stack p="lg" aria-busy>
          <Skeleton height={28} width="70%" />
          <Skeleton height={120} />
          <Skeleton height={80} />
        </Stack>
      )}
    </PanelFrame>
  );
}
