import { Button, Chip } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { JobRow } from "./job-row.tsx";
import { type JobState, jobStates, noneWords, stateWords } from "./job-states.ts";
import classes from "./jobs.module.css";

const FIRST = 50;
const MOST = 200;

/** The jobs of the installation, one state at a time, with how many are in each. */
export function JobList() {
  const trpc = useTRPC();
  const [state, setState] = useState<JobState>("dead");
  const [limit, setLimit] = useState(FIRST);
  const depths = useLive(trpc.jobs.depths.queryOptions());
  const { data: jobs, error, refetch } = useLive(trpc.jobs.list.queryOptions({ state, limit }));
  const countOf = (of: JobState) =>
    (depths.data ?? []).filter((depth) => depth.state === of).reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Chip.Group
        value={state}
        onChange={(next) => {
          setState(next as JobState);
          setLimit(FIRST);
        }}
      >
        <div className={classes.states} role="radiogroup" aria-label="State">
          {jobStates.map((one) => (
            <Chip key={one} value={one} size="sm" variant="light">
              {stateWords[one]} {countOf(one).toLocaleString("en")}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {error && !jobs ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !jobs ? (
        <RowSkeletons count={3} />
      ) : jobs.length === 0 ? (
        <EmptyState icon={<IconCheck size={22} />} title="None">
          {noneWords[state]}
        </EmptyState>
      ) : (
        <>
          <ul className={rows.rows} aria-label="Jobs">
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          {jobs.length === limit && limit < MOST && (
            <Button variant="default" size="xs" mt="sm" onClick={() => setLimit(MOST)}>
              Show more
            </Button>
          )}
        </>
      )}
    </>
  );
}
