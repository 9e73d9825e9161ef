import { useProject } from "../tasks/project-scope.tsx";
import { NewStatus } from "./new-status.tsx";
import classes from "./settings.module.css";
import { categoryWords, StatusIcon } from "./status-icon.tsx";
import { StatusRow } from "./status-row.tsx";
import { useStatusDeeds } from "./use-status-deeds.ts";

/** The statuses of a project, to change for those who may. */
export function StatusSettings() {
  const { project, statuses, canManage } = useProject();
  const deeds = useStatusDeeds(project.id);
  if (!canManage || project.archivedAt) {
    return (
      <ul className={classes.rows}>
        {statuses.map(({ id, name, category }) => (
          <li key={id} className={classes.row}>
            <StatusIcon category={category} />
            <span className={classes.name}>{name}</span>
            <span className={classes.words}>{categoryWords[category]}</span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {statuses.map((status, index) => (
          <StatusRow key={status.id} status={status} index={index} statuses={statuses} deeds={deeds} />
        ))}
      </ul>
      <NewStatus create={deeds.create} />
    </>
  );
}
