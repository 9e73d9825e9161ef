import { ProjectActivity } from "../features/activity/project-activity.tsx";
import { BackToProject } from "../features/tasks/back-to-project.tsx";
import { Page } from "../shell/page.tsx";

/** What happened in a project. */
export function ProjectActivityPage() {
  return (
    <Page title="Activity" lead={<BackToProject />}>
      <ProjectActivity />
    </Page>
  );
}
