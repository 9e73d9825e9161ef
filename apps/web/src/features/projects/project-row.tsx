import { ActionIcon, Menu } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconDots, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import rows from "../../shell/rows.module.css";
import type { ProjectSummary } from "./project.ts";
import { ProjectProgress } from "./project-progress.tsx";
import classes from "./project-row.module.css";
import { ProjectTile } from "./project-tile.tsx";

interface Props {
  project: ProjectSummary;
  slug: string;
  /** Archives or restores it; left out when the person may not. */
  onMove?: () => void;
}

/** A project in the list of a workspace. */
export function ProjectRow({ project, slug, onMove }: Props) {
  const { key, name, description, archivedAt } = project;
  const params = { workspace: slug, projectKey: key };
  return (
    <li className={`${rows.row} ${classes.project}`}>
      <ProjectTile projectKey={key} size="md" />
      <div className={rows.text}>
        <Link to="/$workspace/p/$projectKey" params={params} search={{}} className={classes.link}>
          {name}
        </Link>
        {description && <div className={classes.description}>{description}</div>}
      </div>
      <ProjectProgress project={project} />
      {onMove && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon className={classes.more} aria-label={`More about ${name}`}>
              <IconDots size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconSettings size={16} />}
              renderRoot={(props) => <Link {...props} to="/$workspace/p/$projectKey/settings" params={params} />}
            >
              Project settings
            </Menu.Item>
            <Menu.Item
              leftSection={archivedAt ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
              onClick={onMove}
            >
              {archivedAt ? "Restore" : "Archive"}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
