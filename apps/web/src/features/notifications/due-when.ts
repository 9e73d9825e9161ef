import { dueWords } from "../tasks/calendar.ts";

/** When a calendar date is, as a sentence ends with it: `today`, `on 23 Nov`. */
export function dueWhen(dueOn: string): string {
  const words = dueWords(dueOn);
  return /^[A-Z]/.test(words) ? words.toLowerCase() : `on ${words}`;
}
