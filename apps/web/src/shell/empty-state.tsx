import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  /** What to do about it. */
  children: ReactNode;
  action?: ReactNode;
  /** 1 where it is the whole page. */
  order?: 1 | 2;
}

/** Stands where a list would, when there is nothing in it. */
export function EmptyState({ icon, title, children, action, order = 2 }: Props) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <Title order={order} className={classes.title ?? ""}>
        {title}
      </Title>
      <p className={classes.words}>{children}</p>
      {action}
    </div>
  );
}
