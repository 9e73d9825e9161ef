const HOUR_MS = 3_600_000;

/** Whether it is the IANA name of a time zone, such as `Europe/Berlin`. Imports nothing, so that forms can ask it. */
export function isTimeZone(name: string): boolean {
  // Offsets such as "+02:00" are understood as well by newer versions of Node, but know no summer.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The calendar date at a place, `2026-11-23`. */
export function dayAt(timeZone: string, moment: Date): string {
  return new Date(wallClock(timeZone, moment)).toISOString().slice(0, 10);
}

/**
 * The moment at which the day that it is at a place reaches an hour: once a day, also on days on which that hour does not come or comes twice.
 *
 * @example hourOfToday("Europe/Berlin", 8, new Date("2026-11-23T12:00Z")) // 2026-11-23T07:00Z
 */
export function hourOfToday(timeZone: string, hour: number, now: Date): Date {
  const wanted = Date.parse(`${dayAt(timeZone, now)}T00:00Z`) + hour * HOUR_MS;
  // A day before and after, because between them lies every change of the clock that could matter.
  const offsets = [-24, 24].map((hours) => offsetAt(timeZone, new Date(wanted + hours * HOUR_MS)));
  const candidates = offsets.map((offset) => new Date(wanted - offset)).sort((a, b) => a.getTime() - b.getTime());
  const reached = candidates.find((moment) => wallClock(timeZone, moment) >= wanted);
  return reached ?? new Date(wanted - Math.min(...offsets));
}

function offsetAt(timeZone: string, moment: Date): number {
  return wallClock(timeZone, moment) - Math.floor(moment.getTime() / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks show at a place, as if it were UTC. */
function wallClock(timeZone: string, moment: Date): number {
  const format = formats.get(timeZone) ?? formatFor(timeZone);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const two = "2-digit" as const;
  const format = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: two, day: two, hour: two, minute: two, second: two },
  });
  formats.set(timeZone, format);
  return format;
}
