import { LabelSettings } from "../features/labels/label-settings.tsx";
import { StatusSettings } from "../features/statuses/status-settings.tsx";
import { BackToProject } from "../features/tasks/back-to-project.tsx";
import { useProject } from "../features/tasks/project-scope.tsx";
import { ArchiveProject } from "../features/tasks/settings/archive-project.tsx";
import { ProjectDetails } from "../features/tasks/settings/project-details.tsx";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";

/** What a project is called, and the statuses and labels its tasks can have. */
export function ProjectSettingsPage() {
  const { canManage } = useProject();
  return (
    <Page title="Project settings" lead={<BackToProject />}>
      <Section title="Project">
        <ProjectDetails />
      </Section>
      <Section
        title="Statuses"
        lead="The columns of the board, from left to right. The kind says what a status means for progress."
      >
        <StatusSettings />
      </Section>
      <Section title="Labels" lead="Marks that tasks can have several of.">
        <LabelSettings />
      </Section>
      {canManage && (
        <Section title="Archive">
          <ArchiveProject />
        </Section>
      )}
    </Page>
  );
}
