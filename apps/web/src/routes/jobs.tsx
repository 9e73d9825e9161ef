import { JobList } from "../features/jobs/job-list.tsx";
import { Page } from "../shell/page.tsx";

/** What the installation does later, for operators. */
export function JobsPage() {
  return (
    <Page title="Jobs" lead="Work of this installation that happens later: mail, notifications, deliveries, sweeps.">
      <JobList />
    </Page>
  );
}
