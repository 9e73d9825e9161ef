import dayjs from "dayjs";

// Due dates are calendar dates, `2026-11-23`, in whatever zone the reader is.

const form = "YYYY-MM-DD";

export const today = () => dayjs().format(form);

/** A calendar date so many days from today. */
export const inDays = (days: number) => dayjs().add(days, "day").format(form);

/** The Monday after today. */
export const nextMonday = () => inDays((8 - dayjs().day()) % 7 || 7);

/** `Today`, `Tomorrow`, `23 Nov`, `23 Nov 2027`. */
export function dueWords(date: string): string {
  const days = dayjs(date).diff(dayjs(today()), "day");
  if (days === 0) return "Today";
  if (days === 1) return "Tomorrow";
  if (days === -1) return "Yesterday";
  return dayjs(date).format(dayjs(date).isSame(dayjs(), "year") ? "D MMM" : "D MMM YYYY");
}

/** How pressing a due date is for a task that is still open. */
export function dueUrgency(date: string): "late" | "soon" | "later" {
  if (date < today()) return "late";
  return date <= inDays(2) ? "soon" : "later";
}
