import { Alert, Button, Stack } from "@mantine/core";
import { ImportFileError } from "@plinth/client/import";
import { IconLock } from "@tabler/icons-react";
import { failureWords } from "../failure-notice.ts";
import { EarlierImports } from "../features/imports/earlier-imports.tsx";
import { ImportForm } from "../features/imports/import-form.tsx";
import { ImportOutcome } from "../features/imports/import-outcome.tsx";
import { ImportRunning } from "../features/imports/import-running.tsx";
import { fileProblem } from "../features/imports/read-head.ts";
import { useImport } from "../features/imports/use-import.ts";
import { BackToProject } from "../features/tasks/back-to-project.tsx";
import { useProject } from "../features/tasks/project-scope.tsx";
import { Refusal } from "../form/refusal.tsx";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";

/** Brings tasks in from elsewhere. */
export function ProjectImportPage() {
  const { canEdit, project } = useProject();
  return (
    <Page title="Import tasks" lead={<BackToProject />}>
      {canEdit ? (
        <>
          <Section title="New import">
            <Import />
          </Section>
          <Section title="Earlier imports">
            <EarlierImports />
          </Section>
        </>
      ) : (
        <Alert icon={<IconLock size={18} />} color="gray">
          {project.archivedAt
            ? "The project is archived. Restore it to import tasks."
            : "As a viewer you may not import tasks. Ask an admin for more rights."}
        </Alert>
      )}
    </Page>
  );
}

function Import() {
  const { project } = useProject();
  const { mutate, data, error, isPending, progress, reset } = useImport(project.id);
  if (isPending) return <ImportRunning progress={progress} />;
  if (data) return <ImportOutcome result={data} onAgain={reset} />;
  if (error) {
    return (
      <Stack align="flex-start" maw={640}>
        <Refusal>{error instanceof ImportFileError ? fileProblem(error) : failureWords(error)}</Refusal>
        <Button variant="default" onClick={reset}>
          Choose a file again
        </Button>
      </Stack>
    );
  }
  return <ImportForm onStart={(source) => mutate(source)} />;
}
