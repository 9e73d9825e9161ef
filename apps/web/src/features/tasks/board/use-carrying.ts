import { type KeyboardEvent, useLayoutEffect, useState } from "react";
import { keysOf, type Shortcut, useOwnKeys } from "../../../shortcuts.ts";
import { useProject } from "../project-scope.tsx";
import { type BoardColumn, taskCode } from "../task.ts";
import { focusedId, focusTask } from "../visible-tasks.ts";
import { cardOf, type Place, placeOf, stepped } from "./place.ts";

interface Carried {
  id: string;
  place: Place;
}

/** What a key does to the card that has the focus, and what to the one that is carried. */
interface BoardKey extends Shortcut {
  resting?: "go" | "pickUp";
  carrying?: "step" | "put" | "cancel";
}

const group = "Board";
const arrow = { group, resting: "go", carrying: "step" } as const;
const boardKeys: readonly BoardKey[] = [
  { keys: "arrowup", label: "To the card above", ...arrow },
  { keys: "arrowdown", label: "To the card below", ...arrow },
  { keys: "arrowleft", label: "To the column on the left", ...arrow },
  { keys: "arrowright", label: "To the column on the right", ...arrow },
  { keys: "space", label: "Pick the card up, or put it down", group, resting: "pickUp", carrying: "put" },
  { keys: "enter", label: "Put the card down", group, carrying: "put" },
  { keys: "escape", label: "Put the card back", group, carrying: "cancel" },
];

/** Goes from card to card and carries one by keyboard, and says aloud where it is. */
export function useCarrying(columns: BoardColumn[], drop: (id: string, place: Place) => void) {
  const { project, statusOf, canEdit } = useProject();
  useOwnKeys(boardKeys);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [announcement, announce] = useState("");

  const code = (id: string) => taskCode(project.key, cardOf(columns, id)?.number ?? 0);
  const where = ({ statusId, index }: Place, id: string) => {
    const others = columns.find((column) => column.statusId === statusId)?.tasks.filter((task) => task.id !== id) ?? [];
    return `${statusOf(statusId)?.name}, position ${index + 1} of ${others.length + 1}`;
  };

  // A card that changes its column is a new element there.
  useLayoutEffect(() => {
    if (carried) focusTask(carried.id);
  }, [carried]);

  const pickUp = (id: string) => {
    const place = placeOf(columns, id);
    if (!place) return;
    setCarried({ id, place });
    announce(`Picked up ${code(id)}: ${where(place, id)}.`);
  };
  const put = ({ id, place }: Carried) => {
    setCarried(null);
    drop(id, place);
    announce(`Put down ${code(id)}: ${where(place, id)}.`);
    setTimeout(() => focusTask(id), 50);
  };
  const cancel = ({ id }: Carried) => {
    setCarried(null);
    announce(`${code(id)} is back where it was.`);
    setTimeout(() => focusTask(id), 50);
  };

  const go = (id: string, key: string) => {
    const from = placeOf(columns, id);
    const next = from && neighbourOf(columns, from, key);
    if (next) focusTask(next);
  };
  const step = (now: Carried, key: string) => {
    const place = stepped(columns, now.id, now.place, key);
    setCarried({ ...now, place });
    announce(`${where(place, now.id)}.`);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const id = focusedId();
    if (!id || (event.target instanceof HTMLElement && !event.target.matches("a[data-task]"))) return;
    const pressed = boardKeys.find(({ keys }) => keys === keysOf(event));
    if (carried && pressed?.carrying) ({ step, put, cancel })[pressed.carrying](carried, event.key);
    else if (!carried && pressed?.resting === "go") go(id, event.key);
    else if (!carried && pressed?.resting === "pickUp" && canEdit) pickUp(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onBlur = () => {
    if (!carried) return;
    // A card on its way to another column loses the focus for a moment; if it is still elsewhere then, the person has left.
    setTimeout(() => {
      if (focusedId() !== carried.id) setCarried((now) => (now?.id === carried.id ? null : now));
    }, 0);
  };

  return { carried, announcement, onKeyDown, onBlur };
}

/** The card that an arrow key leads to: up and down the column, or in the nearest column that has any. */
function neighbourOf(columns: BoardColumn[], { statusId, index }: Place, key: string): string | undefined {
  const at = columns.findIndex((column) => column.statusId === statusId);
  if (key === "ArrowUp") return columns[at]?.tasks[index - 1]?.id;
  if (key === "ArrowDown") return columns[at]?.tasks[index + 1]?.id;
  const beyond = key === "ArrowRight" ? columns.slice(at + 1) : columns.slice(0, at).toReversed();
  const tasks = beyond.find((column) => column.tasks.length > 0)?.tasks;
  return (tasks?.[index] ?? tasks?.at(-1))?.id;
}
