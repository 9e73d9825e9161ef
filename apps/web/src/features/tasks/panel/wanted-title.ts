let wanted: number | undefined;

/** Remembers that the title of a task is to be edited as soon as its panel shows it. */
export function wantTitle(number: number): void {
  wanted = number;
}

/** Whether that was asked for; it is only answered once. */
export function takeWantedTitle(number: number): boolean {
  if (wanted !== number) return false;
  wanted = undefined;
  return true;
}
