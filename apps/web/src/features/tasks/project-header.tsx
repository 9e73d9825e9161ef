import { ActionIcon, Alert, Button, Menu, SegmentedControl, Title } from "@mantine/core";
import {
  IconArchive,
  IconDots,
  IconFileImport,
  IconHistory,
  IconPlus,
  IconSettings,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { ProjectTile } from "../projects/project-tile.tsx";
import classes from "./project-header.module.css";
import { useProject } from "./project-scope.tsx";
import { useTaskSearch } from "./use-task-search.ts";

/** The name of a project, its views, and what else there is of it. */
export function ProjectHeader({ onCreate }: { onCreate: () => void }) {
  const { project, canEdit } = useProject();
  const { search, change } = useTaskSearch();
  return (
    <>
      <header className={classes.header}>
        <ProjectTile projectKey={project.key} />
        <Title order={1} className={classes.name}>
          {project.name}
        </Title>
        <span className={classes.key}>{project.key}</span>
        <div className={classes.actions}>
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            value={search.view ?? "list"}
            onChange={(view) => change({ view: view === "board" ? "board" : undefined })}
            data={[
              { value: "list", label: "List" },
              { value: "board", label: "Board" },
            ]}
          />
          {canEdit && (
            <Button size="compact-md" aria-label="New task" onClick={() => onCreate()}>
              <IconPlus size={16} />
              <span className={classes.create}>New task</span>
            </Button>
          )}
          <ProjectMenu />
        </div>
      </header>
      {project.archivedAt && (
        <Alert icon={<IconArchive size={18} />} color="gray" mt="sm">
          This project is archived. Everything can be read; to change something, restore it in its settings first.
        </Alert>
      )}
    </>
  );
}

function ProjectMenu() {
  const { workspace, project, canEdit } = useProject();
  const params = { workspace: workspace.slug, projectKey: project.key };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label="More of this project">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconHistory size={16} />}
          renderRoot={(props) => <Link to="/$workspace/p/$projectKey/activity" params={params} {...props} />}
        >
          Activity
        </Menu.Item>
        {canEdit && (
          <Menu.Item
            leftSection={<IconFileImport size={16} />}
            renderRoot={(props) => <Link to="/$workspace/p/$projectKey/import" params={params} {...props} />}
          >
            Import tasks
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          renderRoot={(props) => <Link to="/$workspace/p/$projectKey/trash" params={params} {...props} />}
        >
          Trash
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          renderRoot={(props) => <Link to="/$workspace/p/$projectKey/settings" params={params} {...props} />}
        >
          Settings
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
