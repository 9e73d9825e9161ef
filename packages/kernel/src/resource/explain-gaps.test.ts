import { type AnyColumn, column } from "@plinth/database";
import { expect, test } from "vitest";
import { z } from "zod";
import { databaseWith } from "../../../database/test/create-tables.ts";
import { members, notesResource, openTeamNotes } from "../../test/team-notes.ts";
import { rules } from "../rules/rules.ts";
import { granted, own } from "../rules/sight.ts";
import { explainGaps } from "./explain-gaps.ts";
import { toMany } from "./relations.ts";
import { resource } from "./resource.ts";

const { table, id, text, moment, integer, index } = column;

test("a resource whose indexes serve all that it lets callers ask for has no gaps", async () => {
  await using team = await openTeamNotes();

  const gaps = await explainGaps(team.database.read, notesResource);

  expect(gaps).toEqual([]);
});

let made = 0;

/** Drawers with papers in them, whose table has these indexes. */
function papersWith(
  indexes: (paper: Record<"drawerId" | "ownerId" | "createdAt" | "dueAt" | "id", AnyColumn>) => unknown[],
) {
  const papers = table(
    "papers",
    {
      id: id(),
      teamId: text().notNull(),
      ownerId: text().notNull(),
      drawerId: text().notNull(),
      size: integer().notNull(),
      dueAt: moment(),
      createdAt: moment().notNull(),
    },
    (paper) => indexes(paper) as ReturnType<typeof index>[] as never,
  );
  const inTeam = granted({ row: papers.teamId, key: members.teamId, person: members.userId, standing: members.role });
  const View = z.object({ id: z.string(), size: z.number(), dueAt: z.date().nullable(), createdAt: z.date() });
  const rulesOf = (sight: Parameters<typeof rules<typeof papers, string, never>>[1]["sight"]) =>
    rules(papers, { noun: "paper", sight, deeds: {} });
  made += 1;
  return {
    ...{ papers, View, name: `papers ${made}` },
    ...{ teamRules: rulesOf(inTeam), ownRules: rulesOf(own(papers.ownerId)) },
  };
}

async function gapsOf({ papers }: ReturnType<typeof papersWith>, made: Parameters<typeof explainGaps>[1]) {
  await using database = await databaseWith([members, papers]);
  return await explainGaps(database.read, made);
}

test("a list whose order no index gives names the index to add, and is content with it", async () => {
  const resourceOf = ({ papers, View, name, teamRules }: ReturnType<typeof papersWith>) =>
    resource(papers, {
      ...{ name, rules: teamRules, output: View, within: "drawerId" },
      filter: { size: ["gt", "eq"] },
      sort: { newest: ["-createdAt"], due: ["dueAt", "-createdAt"] },
    });
  const without = papersWith((paper) => [index("papers_drawer").on(paper.drawerId as never)]);
  const advised = papersWith((paper) => [
    index("papers_drawer_created").on(paper.drawerId as never, paper.createdAt as never, paper.id as never),
    index("papers_drawer_due_created").on(
      ...([paper.drawerId, paper.dueAt, paper.createdAt, paper.id] as [never, never, never, never]),
    ),
  ]);

  const gaps = await gapsOf(without, resourceOf(without));

  const reads = 'reads and sorts all that it may show of "papers". Add';
  expect(gaps.map((gap) => gap.replace(/^papers \d+: /, ""))).toEqual([
    `list by "newest" ${reads} index("papers_drawer_created").on(paper.drawerId, paper.createdAt, paper.id)`,
    `list by "due" ${reads} index("papers_drawer_due_created").on(paper.drawerId, paper.dueAt, paper.createdAt, paper.id)`,
  ]);
  expect(await gapsOf(advised, resourceOf(advised))).toEqual([]);
});

test("a list that would read a whole table says so", async () => {
  const without = papersWith(() => []);
  const { papers, View, name, teamRules } = without;

  const gaps = await gapsOf(
    without,
    resource(papers, {
      ...{ name, rules: teamRules, output: View, within: "drawerId" },
      sort: { newest: ["-createdAt"] },
    }),
  );

  expect(gaps).toEqual([
    `${name}: list by "newest" reads all of "papers". Add index("papers_drawer_created").on(paper.drawerId, paper.createdAt, paper.id)`,
  ]);
});

test("a list of one's own rows needs an index that begins with the owner", async () => {
  const resourceOf = ({ papers, View, name, ownRules }: ReturnType<typeof papersWith>) =>
    resource(papers, {
      ...{ name, rules: ownRules, output: View },
      filter: { size: ["gt"] },
      sort: { newest: ["-createdAt"] },
    });
  const without = papersWith((paper) => [index("papers_created").on(paper.createdAt as never, paper.id as never)]);
  const advised = papersWith((paper) => [
    index("papers_owner_created").on(paper.ownerId as never, paper.createdAt as never, paper.id as never),
  ]);

  expect(await gapsOf(without, resourceOf(without))).toEqual([
    expect.stringMatching(/Add index\("papers_owner_created"\)\.on\(paper\.ownerId, paper\.createdAt, paper\.id\)$/),
  ]);
  expect(await gapsOf(advised, resourceOf(advised))).toEqual([]);
});

test("a list over all that several grants show has no order to read in, and says what to declare", async () => {
  const without = papersWith((paper) => [index("papers_created").on(paper.createdAt as never, paper.id as never)]);
  const { papers, View, name, teamRules } = without;

  const gaps = await gapsOf(
    without,
    resource(papers, { ...{ name, rules: teamRules, output: View }, sort: { newest: ["-createdAt"] } }),
  );

  expect(gaps).toEqual([expect.stringMatching(/Declare `within`, and lead an index with it/)]);
});

test("related rows need an index that begins with what they belong to", async () => {
  const resourceOf = ({ papers, View, name, teamRules }: ReturnType<typeof papersWith>) => {
    const related = resource(papers, {
      ...{ name: `${name} related`, rules: teamRules, output: View, within: "drawerId" },
      sort: { newest: ["-createdAt"] },
    });
    return resource(papers, {
      ...{ name, rules: teamRules, output: View, within: "drawerId" },
      sort: { newest: ["-createdAt"] },
      include: { owned: toMany(() => related, papers.ownerId) },
    });
  };
  const drawers = (paper: Record<"drawerId" | "createdAt" | "id", AnyColumn>) =>
    index("papers_drawer_created").on(paper.drawerId as never, paper.createdAt as never, paper.id as never);
  const without = papersWith((paper) => [drawers(paper)]);
  const advised = papersWith((paper) => [
    drawers(paper),
    index("papers_owner_created").on(paper.ownerId as never, paper.createdAt as never, paper.id as never),
  ]);

  expect(await gapsOf(without, resourceOf(without))).toEqual([
    expect.stringMatching(
      /: include "owned" reads all of "papers"\. Add index\("papers_owner_created"\)\.on\(paper\.ownerId, paper\.createdAt, paper\.id\)$/,
    ),
  ]);
  expect(await gapsOf(advised, resourceOf(advised))).toEqual([]);
});
