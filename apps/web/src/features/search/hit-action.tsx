import { SpotlightAction } from "@mantine/spotlight";
import { IconCircleDashed, IconMessage } from "@tabler/icons-react";
import { Marked } from "./marked.tsx";
import classes from "./search.module.css";
import type { SearchHit } from "./use-workspace-search.ts";

interface Props {
  hit: SearchHit;
  onOpen: (hit: SearchHit) => void;
}

/** A task or a comment to open from the palette. */
export function HitAction({ hit, onOpen }: Props) {
  const { kind, projectKey, number, titleParts, snippet, authorName } = hit;
  const Icon = kind === "task" ? IconCircleDashed : IconMessage;
  return (
    <SpotlightAction className={classes.hit ?? ""} data-hit onClick={() => onOpen(hit)}>
      <Icon size={17} className={classes.icon} aria-label={kind === "task" ? "Task" : "Comment"} />
      <span className={classes.title}>
        <Marked parts={titleParts} />
      </span>
      <span className={classes.code}>
        {projectKey}-{number}
      </span>
      {snippet.length > 0 && (
        <span className={classes.snippet}>
          {kind === "comment" && <span className={classes.author}>{authorName ?? "Somebody"}: </span>}
          <Marked parts={snippet} />
        </span>
      )}
    </SpotlightAction>
  );
}
