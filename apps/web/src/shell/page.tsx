import { Title } from "@mantine/core";
import type { PropsWithChildren, ReactNode } from "react";
import classes from "./page.module.css";
import { usePageTitle } from "./page-title.ts";

interface Props {
  /** Also the title of the browser's tab. */
  title: string;
  /** A line below the title. */
  lead?: ReactNode;
  /** Beside the title: what one can do here. */
  actions?: ReactNode;
}

/** A page in the shell that is read from top to bottom. Pages with layouts of their own use `usePageTitle` alone. */
export function Page({ title, lead, actions, children }: PropsWithChildren<Props>) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <Title order={1}>{title}</Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
