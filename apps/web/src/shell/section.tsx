import { Title } from "@mantine/core";
import { type PropsWithChildren, type ReactNode, useId } from "react";
import classes from "./section.module.css";

interface Props {
  /** Names it in addresses: `/account#notifications`. */
  id?: string;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ id: anchor, title, lead, actions, children }: PropsWithChildren<Props>) {
  const id = useId();
  return (
    <section className={classes.section} id={anchor} aria-labelledby={id}>
      <div className={classes.header}>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
