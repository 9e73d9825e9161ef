import { ActionIcon, Tooltip } from "@mantine/core";
import { actorWords, deedWords } from "@plinth/server/inputs";
import {
  IconAt,
  IconCalendarDue,
  IconMail,
  IconMailOpened,
  IconMessage,
  IconUserCheck,
  IconUserPlus,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Ago } from "../../shell/ago.tsx";
import { dueWhen } from "./due-when.ts";
import classes from "./inbox.module.css";
import type { Kind, Notification } from "./notification.ts";
import { useInboxDeeds } from "./use-inbox-deeds.ts";

const icons: Record<Kind, typeof IconAt> = {
  mentioned: IconAt,
  assigned: IconUserCheck,
  commented: IconMessage,
  invited: IconUserPlus,
  dueSoon: IconCalendarDue,
};

/** One line of the inbox: it leads to what it tells of, which marks it read. */
export function InboxLine({ line }: { line: Notification }) {
  const { markRead, markUnread } = useInboxDeeds();
  const isUnread = line.readAt === null;
  const Icon = icons[line.kind];
  const mark = isUnread ? markRead : markUnread;
  const label = isUnread ? "Mark as read" : "Mark as unread";
  return (
    <li className={classes.line} data-unread={isUnread || undefined}>
      <span className={classes.icon} aria-hidden>
        <Icon size={17} />
      </span>
      <div className={classes.text}>
        <Target line={line} onOpen={() => isUnread && markRead.mutate({ ids: [line.id] })}>
          {isUnread && <span className={classes.unread}>Unread: </span>}
          {line.kind !== "dueSoon" && <span className={classes.person}>{actorWords(line)} </span>}
          {deedWords(line, dueWhen)}
        </Target>
        {line.task && <div className={classes.title}>{line.task.title}</div>}
        {line.excerpt && <div className={classes.excerpt}>{line.excerpt}</div>}
      </div>
      <span className={classes.when}>
        <Ago moment={line.lastAt} />
      </span>
      <Tooltip label={label}>
        <ActionIcon className={classes.mark ?? ""} aria-label={label} onClick={() => mark.mutate({ ids: [line.id] })}>
          {isUnread ? <IconMailOpened size={17} /> : <IconMail size={17} />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

interface TargetProps {
  line: Notification;
  onOpen: () => void;
  children: ReactNode;
}

/** The sentence as the link to what it is about; to an invite leads only its mail. */
function Target({ line, onOpen, children }: TargetProps) {
  const { workspace, project, task } = line;
  const className = classes.sentence ?? "";
  if (!project) return <span className={className}>{children}</span>;
  return (
    <Link
      className={`${className} ${classes.link}`}
      to="/$workspace/p/$projectKey"
      params={{ workspace: workspace.slug, projectKey: project.key }}
      search={task ? { task: task.number } : {}}
      onClick={onOpen}
    >
      {children}
    </Link>
  );
}
