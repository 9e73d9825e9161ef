import { Outlet } from "@tanstack/react-router";
import { PickerHost } from "../features/tasks/picker/picker-host.tsx";
import { ProjectScopeProvider } from "../features/tasks/project-scope.tsx";
import { useProjectFacts } from "../features/tasks/use-project-facts.ts";

/** What every page of a project stands in. */
export function ProjectLayout() {
  const facts = useProjectFacts();
  return (
    <ProjectScopeProvider key={facts.project.id} facts={facts}>
      <PickerHost>
        <Outlet />
      </PickerHost>
    </ProjectScopeProvider>
  );
}
