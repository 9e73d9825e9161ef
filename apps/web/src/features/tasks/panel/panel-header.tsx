import { ActionIcon, CopyButton, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconDots, IconLink, IconTrash, IconX } from "@tabler/icons-react";
import { tellDone } from "../../../failure-notice.ts";
import { useShortcut } from "../../../shortcuts.ts";
import { FollowButton } from "../../follows/follow-button.tsx";
import { Onlookers } from "../../presence/onlookers.tsx";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import { useTaskDeletion } from "../use-task-deletion.tsx";
import { useTaskSearch } from "../use-task-search.ts";
import { neighbour } from "../visible-tasks.ts";
import classes from "./task-panel.module.css";

interface Props {
  code: string;
  number: number;
  task: TaskInFull | undefined;
  onClose: () => void;
}

/** Names the task, and leads to the ones beside it. */
export function PanelHeader({ code, number, task, onClose }: Props) {
  const { openTask } = useTaskSearch();
  const step = (by: -1 | 1) => {
    const next = neighbour(number, by);
    if (next !== undefined) openTask(next);
  };
  useShortcut("j", "Next task", () => step(1), { group: "Task" });
  useShortcut("k", "Previous task", () => step(-1), { group: "Task" });
  return (
    <div className={classes.header}>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy the number"}>
            <UnstyledButton className={classes.code} onClick={copy} aria-label={`Copy ${code}`}>
              {code}
            </UnstyledButton>
          </Tooltip>
        )}
      </CopyButton>
      <span className={classes.space} />
      {task && <Onlookers taskId={task.id} />}
      {task && <FollowButton taskId={task.id} />}
      <ActionIcon aria-label="Previous task" onClick={() => step(-1)}>
        <IconChevronUp size={18} />
      </ActionIcon>
      <ActionIcon aria-label="Next task" onClick={() => step(1)}>
        <IconChevronDown size={18} />
      </ActionIcon>
      {task && <TaskMenu task={task} onClose={onClose} />}
      <ActionIcon aria-label="Close" onClick={onClose}>
        <IconX size={18} />
      </ActionIcon>
    </div>
  );
}

function TaskMenu({ task, onClose }: { task: TaskInFull; onClose: () => void }) {
  const { workspace, project, canEdit } = useProject();
  const { mutate: remove } = useTaskDeletion();
  const link = `${window.location.origin}/${workspace.slug}/p/${project.key}?task=${task.number}`;
  const copyLink = async () => {
    await navigator.clipboard?.writeText(link);
    tellDone("The link is copied.");
  };
  const removeTask = () => {
    onClose();
    remove([task]);
  };
  return (
    <Menu position="bottom-end" zIndex={300}>
      <Menu.Target>
        <ActionIcon aria-label="More">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={copyLink}>
          Copy link
        </Menu.Item>
        {canEdit && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={removeTask}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
