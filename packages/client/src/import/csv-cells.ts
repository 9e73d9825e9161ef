import type { ImportedRowInput } from "@plinth/server/inputs";

type TaskRow = Extract<ImportedRowInput, { kind: "task" }>;

/** A cell that cannot be understood. The message says which and how it should look. */
export class CellError extends Error {}

const priorities: Record<string, TaskRow["priority"]> = {
  "": "none",
  none: "none",
  lowest: "low",
  trivial: "low",
  low: "low",
  minor: "low",
  medium: "medium",
  normal: "medium",
  moderate: "medium",
  high: "high",
  major: "high",
  important: "high",
  highest: "urgent",
  critical: "urgent",
  blocker: "urgent",
  urgent: "urgent",
};

/** A priority in our words or in those of other trackers; nothing means none. @throws CellError */
export function priorityIn(cell: string): TaskRow["priority"] {
  const priority = priorities[cell.trim().toLowerCase()];
  if (!priority) throw new CellError("the priority is not one of none, low, medium, high, urgent");
  return priority;
}

/** What a cell lists, separated by commas or semicolons. */
export function listIn(cell: string): string[] {
  return cell
    .split(/[,;]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** A calendar date; nothing means none. @throws CellError */
export function dateIn(cell: string): string | null {
  const text = cell.trim();
  if (text === "") return null;
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text) ?? [];
  const [, dottedDay, dottedMonth, dottedYear] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const date = isoDate(year ?? dottedYear, month ?? dottedMonth, day ?? dottedDay);
  if (!date) throw new CellError("the due date is not like 2026-12-24");
  return date;
}

/** A moment, in UTC unless it says otherwise; nothing means unknown. @throws CellError */
export function momentIn(cell: string): string | null {
  const text = cell.trim();
  if (text === "") return null;
  const moment = parsedMoment(text);
  if (!moment) throw new CellError("the time of creation is not like 2026-12-24 15:30");
  return moment;
}

/** A whole number; nothing means none. @throws CellError */
export function estimateIn(cell: string): number | null {
  const text = cell.trim();
  if (text === "") return null;
  if (!/^\d{1,4}(?:\.0+)?$/.test(text)) throw new CellError("the estimate is not a whole number");
  return Number.parseInt(text, 10);
}

/** Whether a task is over; a moment says when. @throws CellError */
export function closedIn(cell: string): { closed: boolean; closedAt: string | null } {
  const text = cell.trim().toLowerCase();
  const closedAt = parsedMoment(cell.trim());
  if (closedAt) return { closed: true, closedAt };
  if (/^(|no|n|false|0|open|opened|-)$/.test(text)) return { closed: false, closedAt: null };
  if (/^(yes|y|true|1|x|closed|done|resolved)$/.test(text)) return { closed: true, closedAt: null };
  throw new CellError("closed is neither yes nor no");
}

function parsedMoment(text: string): string | null {
  const pattern =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
  const [whole, year, month, day, time = "00:00", zone = "Z"] = pattern.exec(text) ?? [];
  const date = whole && isoDate(year, month, day);
  if (!date) return null;
  const offset = /^(z|utc)$/i.test(zone) ? "Z" : zone.replace(/^(.\d{2}):?(\d{2})$/, "$1:$2");
  const moment = new Date(`${date}T${/^\d:/.test(time) ? `0${time}` : time}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A date that exists, or `null`. */
function isoDate(year?: string, month?: string, day?: string): string | null {
  if (!year || !month || !day) return null;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
