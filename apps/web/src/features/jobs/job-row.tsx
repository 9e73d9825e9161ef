import { Button, Group } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Ago } from "../../shell/ago.tsx";
import rows from "../../shell/rows.module.css";
import { canBegin, canCancel, type Job, jobWords } from "./job-states.ts";
import classes from "./jobs.module.css";

/** One job: what became of it, and what an operator can do about that. */
export function JobRow({ job }: { job: Job }) {
  const trpc = useTRPC();
  const onSettled = () => queryClient.invalidateQueries(trpc.jobs.pathFilter());
  const retry = useMutation({
    ...trpc.jobs.retry.mutationOptions(),
    onSuccess: () => tellDone(`"${jobWords(job.name)}" is begun as soon as there is room for it.`),
    onSettled,
  });
  const cancel = useMutation({ ...trpc.jobs.cancel.mutationOptions(), onSettled });
  const attempts = job.attempts === 1 ? "1 attempt" : `${job.attempts} attempts`;
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <div className={rows.title}>{jobWords(job.name)}</div>
        <div className={rows.detail}>
          {job.attempts > 0 && `${attempts}, `}
          {job.state === "waiting" ? "due " : job.endedAt ? "ended " : "made "}
          <Ago moment={job.state === "waiting" ? job.runAt : (job.endedAt ?? job.createdAt)} />
          <span className={rows.secondary}>{` · request ${job.requestId.slice(0, 8)}`}</span>
        </div>
        {job.error && <p className={classes.error}>{job.error}</p>}
      </div>
      <Group gap="xs">
        {canBegin(job) && (
          <Button variant="default" size="xs" loading={retry.isPending} onClick={() => retry.mutate({ id: job.id })}>
            {job.state === "waiting" ? "Run now" : "Try again"}
          </Button>
        )}
        {canCancel(job) && (
          <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
            Cancel
          </Button>
        )}
      </Group>
    </li>
  );
}
