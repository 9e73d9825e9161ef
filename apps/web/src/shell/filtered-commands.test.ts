import { expect, test } from "vitest";
import type { Command } from "../commands.ts";
import { filteredCommands } from "./filtered-commands.ts";

const command = (label: string, group: string, more: Partial<Command> = {}): Command => ({
  ...{ id: label, label, group, run: () => {} },
  ...more,
});

const labels = (typed: string, commands: Command[]) =>
  filteredCommands(commands, typed).map(({ group, commands: shown }) => [group, ...shown.map(({ label }) => label)]);

const all = [
  command("Sign out", "You", { keywords: "log out leave" }),
  command("Apollo", "Projects", { keywords: "APO" }),
  command("Settings", "Go to"),
  command("Archive", "This page", { hint: "out of sight" }),
];

test("without a word all commands are shown, those of the page first", () => {
  expect(labels("", all)).toEqual([
    ["This page", "Archive"],
    ["Projects", "Apollo"],
    ["Go to", "Settings"],
    ["You", "Sign out"],
  ]);
});

test("who is called it comes before who is said to be about it", () => {
  expect(labels(" OUT ", all)).toEqual([
    ["You", "Sign out"],
    ["This page", "Archive"],
  ]);
  expect(labels("apo", all)).toEqual([["Projects", "Apollo"]]);
  expect(labels("zzz", all)).toEqual([]);
});

test("at most 40 are shown", () => {
  const many = Array.from({ length: 60 }, (_, n) => command(`Command ${n}`, "You"));

  expect(filteredCommands(many, "command")[0]?.commands).toHaveLength(40);
});
