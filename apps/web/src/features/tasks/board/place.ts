import { generateKeyBetween } from "fractional-indexing";
import type { BoardColumn, Task } from "../task.ts";
import type { ShownMove } from "../use-task-move.ts";

/** Where a card lies: its column, and how many cards lie before it there, itself not counted. */
export interface Place {
  statusId: string;
  index: number;
}

export function placeOf(columns: BoardColumn[], id: string): Place | undefined {
  for (const { statusId, tasks } of columns) {
    const index = tasks.findIndex((task) => task.id === id);
    if (index >= 0) return { statusId, index };
  }
  return undefined;
}

export const cardOf = (columns: BoardColumn[], id: string): Task | undefined =>
  columns.flatMap(({ tasks }) => tasks).find((task) => task.id === id);

/** The columns as they are with a card at another place. */
export function placed(columns: BoardColumn[], card: Task, { statusId, index }: Place): BoardColumn[] {
  return columns.map((column) => {
    const others = column.tasks.filter(({ id }) => id !== card.id);
    const total = column.total - (column.tasks.length - others.length);
    if (column.statusId !== statusId)
      return others.length === column.tasks.length ? column : { ...column, total, tasks: others };
    return { ...column, total: total + 1, tasks: others.toSpliced(index, 0, { ...card, statusId }) };
  });
}

/** The place one step from another, within the board. Sideways it stays as far down as the next column allows. */
export function stepped(columns: BoardColumn[], id: string, place: Place, key: string): Place {
  const at = columns.findIndex(({ statusId }) => statusId === place.statusId);
  const room = (column: BoardColumn) => column.tasks.filter((task) => task.id !== id).length;
  const beside = columns[at + (key === "ArrowRight" ? 1 : -1)];
  const here = columns[at];
  if (key === "ArrowUp") return { ...place, index: Math.max(0, place.index - 1) };
  if (key === "ArrowDown") return { ...place, index: Math.min(here ? room(here) : 0, place.index + 1) };
  return beside ? { statusId: beside.statusId, index: Math.min(room(beside), place.index) } : place;
}

/** What to ask of the server to put a card at a place; `undefined` when it lies there already. */
export function moveTo(columns: BoardColumn[], card: Task, place: Place): ShownMove | undefined {
  const from = placeOf(columns, card.id);
  if (from && from.statusId === place.statusId && from.index === place.index) return undefined;
  const others =
    columns.find(({ statusId }) => statusId === place.statusId)?.tasks.filter(({ id }) => id !== card.id) ?? [];
  const after = others[place.index - 1];
  const before = others[place.index];
  return {
    id: card.id,
    statusId: place.statusId,
    afterId: after?.id ?? null,
    beforeId: before?.id ?? null,
    rank: after || before ? rankBetween(after?.rank, before?.rank) : card.rank,
  };
}

/** Ranks can be equal after an import; any place near them will do until the server has answered. */
function rankBetween(after: string | undefined, before: string | undefined): string {
  try {
    return generateKeyBetween(after ?? null, before ?? null);
  } catch {
    return after ?? before ?? "a0";
  }
}
