import { Title } from "@mantine/core";
import type { PropsWithChildren, ReactNode } from "react";
import classes from "./front.module.css";
import { usePageTitle } from "./page-title.ts";
import { Wordmark } from "./wordmark.tsx";

interface Props {
  title: string;
  lead?: ReactNode;
  /** Below the card: the other way in. */
  aside?: ReactNode;
}

/** A page for people who are not signed in. */
export function Front({ title, lead, aside, children }: PropsWithChildren<Props>) {
  usePageTitle(title);
  return (
    <div className={classes.front}>
      <header className={classes.brand}>
        <Wordmark size={24} />
      </header>
      <main className={classes.card}>
        <Title order={1}>{title}</Title>
        {lead && <p className={classes.lead}>{lead}</p>}
        <div className={classes.content}>{children}</div>
      </main>
      {aside && <p className={classes.aside}>{aside}</p>}
    </div>
  );
}
