import { live, useTRPC } from "@plinth/client/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useProject } from "../tasks/project-scope.tsx";
import { taskCode } from "../tasks/task.ts";
import classes from "./activity.module.css";
import { ActivityEntry } from "./activity-entry.tsx";
import { ActivityList } from "./activity-list.tsx";
import { deedWords, type Entry } from "./sentences.ts";

/** What happened in a whole project. */
export function ProjectActivity() {
  const trpc = useTRPC();
  const { project } = useProject();
  const pages = useInfiniteQuery(
    live(
      trpc.activity.ofProject.infiniteQueryOptions(
        { projectId: project.id },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
  );
  return <ActivityList pages={pages} entry={(entry) => <ProjectEntry key={entry.id} entry={entry} />} />;
}

function ProjectEntry({ entry }: { entry: Entry }) {
  const { workspace, project } = useProject();
  const { task } = entry;
  const isOfTask = entry.name.startsWith("task.") || entry.name.startsWith("comment.");
  return (
    <ActivityEntry entry={entry}>
      {deedWords(entry, task ? taskCode(project.key, task.number) : "a task that is deleted now")}
      {isOfTask && task && (
        <>
          {": "}
          <Link
            className={classes.task ?? ""}
            to="/$workspace/p/$projectKey"
            params={{ workspace: workspace.slug, projectKey: project.key }}
            search={{ task: task.number }}
          >
            {task.title}
          </Link>
        </>
      )}
    </ActivityEntry>
  );
}
