import { Tooltip } from "@mantine/core";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const units = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How far a moment is from now, in words; the moment itself on hover. */
export function Ago({ moment }: { moment: string }) {
  return (
    <Tooltip label={exact.format(new Date(moment))}>
      <time dateTime={moment}>{agoWords(moment)}</time>
    </Tooltip>
  );
}

/** "3 hours ago", "in 6 days", "just now". */
export function agoWords(moment: string, now = Date.now()): string {
  const seconds = (new Date(moment).getTime() - now) / 1_000;
  const [unit, length] = units.find(([, each]) => Math.abs(seconds) >= each) ?? [];
  return unit ? relative.format(Math.round(seconds / length), unit) : "just now";
}
