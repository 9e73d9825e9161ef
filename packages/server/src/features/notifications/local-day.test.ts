import { expect, test } from "vitest";
import { dayAt, hourOfToday, isTimeZone } from "./local-day.ts";

const reached = (zone: string, hour: number, now: string) => hourOfToday(zone, hour, new Date(now)).toISOString();

test("a day is the one that it is at a place", () => {
  const moment = new Date("2026-11-23T23:30Z");

  expect(dayAt("UTC", moment)).toBe("2026-11-23");
  expect(dayAt("Europe/Berlin", moment)).toBe("2026-11-24");
  expect(dayAt("America/Los_Angeles", moment)).toBe("2026-11-23");
  expect(dayAt("Pacific/Kiritimati", new Date("2026-12-31T10:00Z"))).toBe("2027-01-01");
});

test("an hour of the day is reached once, by the clocks of the place", () => {
  expect(reached("UTC", 8, "2026-11-23T12:00Z")).toBe("2026-11-23T08:00:00.000Z");
  expect(reached("Europe/Berlin", 8, "2026-11-23T00:00Z")).toBe("2026-11-23T07:00:00.000Z");
  expect(reached("Asia/Kolkata", 0, "2026-11-23T20:00Z")).toBe("2026-11-23T18:30:00.000Z");
  expect(reached("America/New_York", 23, "2026-07-01T02:00Z")).toBe("2026-07-01T03:00:00.000Z");
});

test.each([
  ["one that does not come is reached with the next", "Europe/Berlin", 2, "2026-03-29T10:00Z", "2026-03-29T01:00Z"],
  ["one after it comes early", "Europe/Berlin", 8, "2026-03-29T10:00Z", "2026-03-29T06:00Z"],
  ["one before it does not", "Europe/Berlin", 1, "2026-03-29T10:00Z", "2026-03-29T00:00Z"],
  ["one that comes twice is reached the first time", "Europe/Berlin", 2, "2026-10-25T10:00Z", "2026-10-25T00:00Z"],
  ["one after it comes late", "Europe/Berlin", 8, "2026-10-25T10:00Z", "2026-10-25T07:00Z"],
  ["midnight may be what is left out", "America/Santiago", 0, "2026-09-06T12:00Z", "2026-09-06T04:00Z"],
])("on a day on which the clock changes, %s", (_, zone, hour, now, moment) => {
  expect(reached(zone, hour, now)).toBe(new Date(moment).toISOString());
});

test("only names of time zones are time zones", () => {
  for (const name of ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]) expect(isTimeZone(name)).toBe(true);
  for (const name of ["", "Europe/Atlantis", "+02:00", "now", "Europe/Berlin\0"]) expect(isTimeZone(name)).toBe(false);
});
