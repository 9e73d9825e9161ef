import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { BoardColumn } from "../task.ts";
import type { Place } from "./place.ts";

/** What a dragged card carries along. */
export const draggedId = (data: Record<string, unknown>): string | undefined =>
  typeof data.taskId === "string" ? data.taskId : undefined;

/**
 * Lets cards be dropped into a column. The answer is where a dropped card would land, as an index into the cards shown, or `null` while
 * none is over the column.
 */
export function useDropTarget(
  root: RefObject<HTMLElement | null>,
  column: BoardColumn,
  onDrop: (id: string, place: Place) => void,
): number | null {
  const [line, setLine] = useState<number | null>(null);
  const latest = useRef({ column, onDrop });
  latest.current = { column, onDrop };

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => draggedId(source.data) !== undefined,
      onDrag: ({ location }) => setLine(indexAt(element, location.current.input.clientY)),
      onDragLeave: () => setLine(null),
      onDrop: ({ source, location }) => {
        setLine(null);
        const id = draggedId(source.data);
        if (id === undefined) return;
        const { statusId, tasks } = latest.current.column;
        const shown = indexAt(element, location.current.input.clientY);
        const own = tasks.findIndex((task) => task.id === id);
        // A place counts the other cards only.
        latest.current.onDrop(id, { statusId, index: own >= 0 && own < shown ? shown - 1 : shown });
      },
    });
  }, [root]);

  return line;
}

/** How many cards of a column have their middle above the pointer. */
function indexAt(column: HTMLElement, y: number): number {
  const cards = [...column.querySelectorAll("[data-task-row]")];
  const below = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below < 0 ? cards.length : below;
}
