import { TextLink } from "../../shell/text-link.tsx";
import { useProject } from "./project-scope.tsx";

/** Leads from a page about a project back to its tasks. */
export function BackToProject() {
  const { workspace, project } = useProject();
  return (
    <>
      of{" "}
      <TextLink to="/$workspace/p/$projectKey" params={{ workspace: workspace.slug, projectKey: project.key }}>
        {project.name}
      </TextLink>
    </>
  );
}
