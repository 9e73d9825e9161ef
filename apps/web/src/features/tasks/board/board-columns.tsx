import { VisuallyHidden } from "@mantine/core";
import { useCallback, useRef } from "react";
import { useProject } from "../project-scope.tsx";
import type { BoardColumn } from "../task.ts";
import { useTaskClicks } from "../use-task-clicks.ts";
import { useTaskMove } from "../use-task-move.ts";
import classes from "./board.module.css";
import { boardHelpId } from "./board-help.ts";
import { Column } from "./column.tsx";
import { cardOf, moveTo, type Place, placed } from "./place.ts";
import { useCarrying } from "./use-carrying.ts";

interface Props {
  columns: BoardColumn[];
  /** These are still the cards of the filter before. */
  stale: boolean;
}

/** The columns, and moving cards between them: dragged by the pointer, or carried by keys. */
export function BoardColumns({ columns, stale }: Props) {
  const { canEdit } = useProject();
  const { mutate } = useTaskMove();
  const onClick = useTaskClicks();
  const latest = useRef(columns);
  latest.current = columns;

  const drop = useCallback(
    (id: string, place: Place) => {
      const card = cardOf(latest.current, id);
      const move = card && moveTo(latest.current, card, place);
      if (move) mutate(move);
    },
    [mutate],
  );
  const { carried, announcement, onKeyDown, onBlur } = useCarrying(columns, drop);
  const card = carried && cardOf(columns, carried.id);
  const shown = card ? placed(columns, card, carried.place) : columns;

  return (
    <>
      {canEdit && (
        <VisuallyHidden id={boardHelpId}>
          Arrow keys go from card to card. Space picks a card up; then arrow keys move it, space puts it down, and
          escape puts it back.
        </VisuallyHidden>
      )}
      <VisuallyHidden role="status" aria-live="assertive">
        {announcement}
      </VisuallyHidden>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links and buttons inside take the focus; this only listens for all of them */}
      <div
        className={classes.board}
        data-stale={stale || undefined}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {shown.map((column) => (
          <Column key={column.statusId} column={column} carriedId={carried?.id} onDrop={drop} />
        ))}
      </div>
    </>
  );
}
