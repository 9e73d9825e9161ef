import { ActionIcon, Popover, UnstyledButton } from "@mantine/core";
import { reactionKinds } from "@plinth/server/inputs";
import { IconMoodPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useProject } from "../tasks/project-scope.tsx";
import { type Comment, type ReactionKind, reactionLooks } from "./comment.ts";
import classes from "./comments.module.css";

interface Props {
  comment: Comment;
  onToggle: (kind: ReactionKind) => void;
}

/** How people reacted to a comment; a click joins in or takes it back. */
export function Reactions({ comment, onToggle }: Props) {
  const { canEdit } = useProject();
  if (!canEdit && comment.reactions.length === 0) return null;
  // Always in the same order, so that nothing jumps when a count changes.
  const shown = reactionKinds.flatMap((kind) => comment.reactions.find((reaction) => reaction.kind === kind) ?? []);
  return (
    <div className={classes.reactions}>
      {shown.map(({ kind, count, mine }) => {
        const { emoji, name } = reactionLooks[kind];
        const label = `${name}: ${count}`;
        return canEdit ? (
          <UnstyledButton
            key={kind}
            className={classes.reaction}
            data-mine={mine || undefined}
            aria-pressed={mine}
            aria-label={label}
            onClick={() => onToggle(kind)}
          >
            <span aria-hidden>{emoji}</span> {count}
          </UnstyledButton>
        ) : (
          <span key={kind} className={classes.reaction} role="img" aria-label={label}>
            <span>{emoji}</span> {count}
          </span>
        );
      })}
      {canEdit && <ReactionMenu onChoose={onToggle} />}
    </div>
  );
}

function ReactionMenu({ onChoose }: { onChoose: (kind: ReactionKind) => void }) {
  const [open, setOpen] = useState(false);
  const choose = (kind: ReactionKind) => {
    setOpen(false);
    onChoose(kind);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={26} aria-label="Add a reaction" onClick={() => setOpen(!open)}>
          <IconMoodPlus size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label="Reactions" className={classes.choices}>
        {reactionKinds.map((kind) => (
          <UnstyledButton
            key={kind}
            className={classes.choice}
            aria-label={reactionLooks[kind].name}
            onClick={() => choose(kind)}
          >
            {reactionLooks[kind].emoji}
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
