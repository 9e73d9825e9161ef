// The order of tasks as the person sees it. The screen itself is the source: groups, boards and pages load on their own.

const attribute = "data-task";

/** Marks the element that takes the focus of a task. */
export const taskMark = (id: string, number: number) => ({ [attribute]: id, "data-number": number });

const marked = () => [...document.querySelectorAll<HTMLElement>(`[${attribute}]`)];

/** The ids of the tasks on the screen, from top to bottom. */
export const visibleIds = () => marked().flatMap((element) => element.dataset.task ?? []);

/** The number of the task before or after another one. */
export function neighbour(number: number, step: -1 | 1): number | undefined {
  const numbers = marked().map((element) => Number(element.dataset.number));
  const place = numbers.indexOf(number);
  return place < 0 ? undefined : numbers[place + step];
}

/** The id of the task whose row or card has the focus. */
export function focusedId(): string | undefined {
  const row = document.activeElement?.closest("[data-task-row]");
  return row?.querySelector<HTMLElement>(`[${attribute}]`)?.dataset.task;
}

/** Gives the focus to a task's row or card. */
export function focusTask(id: string): boolean {
  const element = document.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(id)}"]`);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return element !== null;
}

/** Moves the focus to the next or previous task; the first one when none has it. */
export function stepFocus(step: -1 | 1): void {
  const ids = visibleIds();
  const place = ids.indexOf(focusedId() ?? "");
  const next = place < 0 ? ids[0] : ids[place + step];
  if (next) focusTask(next);
}
