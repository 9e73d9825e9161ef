import { Button } from "@mantine/core";
import { IconArchive, IconFolderPlus } from "@tabler/icons-react";
import { EmptyState } from "../../shell/empty-state.tsx";
import { openNewProject } from "./new-project.tsx";

interface Props {
  archived: boolean;
  /** Whether the person may create and archive projects. */
  manages: boolean;
}

/** Stands in for an empty list of projects. */
export function NoProjects({ archived, manages }: Props) {
  if (archived) {
    return (
      <EmptyState icon={<IconArchive size={22} />} title="Nothing is archived">
        Archive a project when it is over: it can still be read, and nothing in it changes any more.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconFolderPlus size={22} />}
      title="No projects yet"
      action={manages && <Button onClick={openNewProject}>Create the first project</Button>}
    >
      {manages
        ? "A project holds tasks that belong together, such as a product, a release or a client."
        : "Ask an admin or owner of this workspace to create one."}
    </EmptyState>
  );
}
