import { Tabs } from "@mantine/core";
import { useState } from "react";
import { TaskActivity } from "../../activity/task-activity.tsx";
import { Comments } from "../../comments/comments.tsx";
import type { TaskInFull } from "../task.ts";
import classes from "./task-panel.module.css";

/** What people said about a task, and what happened to it. */
export function TaskTalk({ task }: { task: TaskInFull }) {
  const [tab, setTab] = useState<string | null>("comments");
  return (
    <Tabs value={tab} onChange={setTab} className={classes.section} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="comments">Comments</Tabs.Tab>
        <Tabs.Tab value="activity">Activity</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="comments" pt="md">
        <Comments task={task} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" pt="md">
        <TaskActivity taskId={task.id} />
      </Tabs.Panel>
    </Tabs>
  );
}
