import { Button, Group } from "@mantine/core";
import { IconFilterOff, IconPlus, IconSubtask } from "@tabler/icons-react";
import { ButtonLink } from "../../shell/button-link.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { useProject } from "./project-scope.tsx";
import { withoutFilters } from "./task-search.ts";
import { useTaskSearch } from "./use-task-search.ts";

/** A project without tasks, and what to do about it. */
export function EmptyProject({ onCreate }: { onCreate: () => void }) {
  const { canEdit, workspace, project } = useProject();
  if (!canEdit) {
    return (
      <EmptyState icon={<IconSubtask size={22} />} title="No tasks yet">
        Tasks that others add to this project appear here.
      </EmptyState>
    );
  }
  const actions = (
    <Group gap="sm" justify="center">
      <Button leftSection={<IconPlus size={16} />} onClick={() => onCreate()}>
        New task
      </Button>
      <ButtonLink
        variant="default"
        to="/$workspace/p/$projectKey/import"
        params={{ workspace: workspace.slug, projectKey: project.key }}
      >
        Import tasks
      </ButtonLink>
    </Group>
  );
  return (
    <EmptyState icon={<IconSubtask size={22} />} title="No tasks yet" action={actions}>
      Write down the first thing to do, or bring along what you have in GitHub or a CSV file.
    </EmptyState>
  );
}

/** Filters that nothing matches. */
export function NothingMatches() {
  const { search, change } = useTaskSearch();
  const action = (
    <Button variant="default" onClick={() => change(withoutFilters(search))}>
      Clear the filters
    </Button>
  );
  return (
    <EmptyState icon={<IconFilterOff size={22} />} title="Nothing matches these filters" action={action}>
      Take some of them away to see more.
    </EmptyState>
  );
}
