import { BackToProject } from "../features/tasks/back-to-project.tsx";
import { Trash } from "../features/tasks/trash/trash.tsx";
import { Page } from "../shell/page.tsx";

/** The deleted tasks of a project. */
export function ProjectTrashPage() {
  return (
    <Page title="Trash" lead={<BackToProject />}>
      <Trash />
    </Page>
  );
}
