import { Anchor, Text } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import type { TaskInFull } from "../task.ts";
import classes from "./task-panel.module.css";

type Origin = NonNullable<TaskInFull["origin"]>;

/** Where an imported task comes from. */
export function TaskOrigin({ origin: { url, author, assignees } }: { origin: Origin }) {
  // Imports come from files that anyone may have written: only web addresses become links.
  const address = url && /^https?:\/\//i.test(url) ? url : null;
  return (
    <Text className={classes.footnote} component="p">
      <IconFileImport size={14} style={{ verticalAlign: -2 }} aria-hidden /> Imported
      {address && (
        <>
          {" from "}
          <Anchor href={address} target="_blank" rel="noopener noreferrer nofollow" underline="always" fz="inherit">
            {address.replace(/^https?:\/\//i, "")}
          </Anchor>
        </>
      )}
      {author && `, written by ${author}`}
      {assignees.length > 0 && `, assigned to ${assignees.join(", ")} there`}.
    </Text>
  );
}
