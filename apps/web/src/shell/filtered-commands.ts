import type { Command } from "../commands.ts";

/** Commands under their heading. */
export interface CommandGroup {
  group: string;
  commands: Command[];
}

// What belongs to the page itself comes before these.
const lastGroups = ["Create", "Projects", "Go to", "Workspaces", "You"];

const mostShown = 40;

/** The commands that have what is typed in their label, then those found by what else is said of them, under their headings. */
export function filteredCommands(commands: readonly Command[], typed: string): CommandGroup[] {
  const text = typed.trim().toLowerCase();
  const ordered = commands.toSorted((a, b) => lastGroups.indexOf(a.group) - lastGroups.indexOf(b.group));
  const named = ordered.filter(({ label }) => label.toLowerCase().includes(text));
  const described = ordered.filter((command) => !named.includes(command) && aboutOf(command).includes(text));
  const shown = [...named, ...described].slice(0, mostShown);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return groups.map((group) => ({ group, commands: shown.filter((command) => command.group === group) }));
}

function aboutOf({ hint = "", keywords = "" }: Command): string {
  return `${hint}\n${keywords}`.toLowerCase();
}
