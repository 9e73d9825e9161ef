import { expect, test } from "vitest";
import { githubExport } from "../../../../examples/make-github-export.ts";
import type { FileRow } from "./file-row.ts";
import { readGithubIssues } from "./github-issues.ts";

async function read(...chunks: (string | Uint8Array)[]): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readGithubIssues(chunks)) rows.push(row);
  return rows;
}

const bytes = (text: string) => new TextEncoder().encode(text);

const issue = (number: number, more: object = {}) => ({
  number,
  title: `Issue ${number}`,
  body: "Text",
  state: "OPEN",
  url: `https://github.com/lunar/lander/issues/${number}`,
  ...more,
});

test("an issue becomes a task, and each of its comments a comment behind it", async () => {
  const comment = {
    id: "IC_1",
    author: { login: "octocat" },
    body: "Same\r\nhere 😀",
    createdAt: "2024-01-02T00:00:00Z",
    url: "https://github.com/lunar/lander/issues/7#issuecomment-1",
    reactionGroups: [{ content: "HEART", users: { totalCount: 2 } }],
  };
  const text = JSON.stringify([
    issue(7, {
      state: "CLOSED",
      stateReason: "NOT_PLANNED",
      labels: [{ id: "LA_1", name: "bug", description: null, color: "d73a4a" }],
      assignees: [
        { login: "ada-l", name: "Ada Lovelace" },
        { login: "kat", name: "" },
      ],
      author: { login: "ada-l", is_bot: false },
      createdAt: "2024-01-01T00:00:00Z",
      updatedAt: "2024-01-03T00:00:00Z",
      closedAt: "2024-01-03T00:00:00Z",
      comments: [comment],
    }),
  ]);

  expect(await read(text)).toEqual([
    {
      line: 1,
      row: {
        kind: "task",
        externalId: "lunar/lander#7",
        title: "Issue 7",
        body: "Text",
        status: "cancelled",
        closed: true,
        labels: [{ name: "bug", color: "d73a4a" }],
        assignees: [["Ada Lovelace", "ada-l"], ["kat"]],
        author: "ada-l",
        url: "https://github.com/lunar/lander/issues/7",
        createdAt: "2024-01-01T00:00:00Z",
        updatedAt: "2024-01-03T00:00:00Z",
        closedAt: "2024-01-03T00:00:00Z",
      },
    },
    {
      line: 1,
      row: {
        kind: "comment",
        taskExternalId: "lunar/lander#7",
        externalId: "IC_1",
        body: "Same\r\nhere 😀",
        author: "octocat",
        url: "https://github.com/lunar/lander/issues/7#issuecomment-1",
        createdAt: "2024-01-02T00:00:00Z",
      },
    },
  ]);
});

test("wherever a file is cut into pieces, its rows are the same", async () => {
  const text = `\uFEFF[\r\n${JSON.stringify(issue(1, { body: 'é 😀 6" \\ ],[{}' }), null, 1)} ,\n${JSON.stringify(issue(2))}]\r\n`;
  const whole = bytes(text);
  const expected = await read(text);
  expect(expected).toMatchObject([{ line: 2 }, { line: 9 }]);

  for (let at = 0; at <= whole.length; at++) {
    expect(await read(whole.subarray(0, at), whole.subarray(at))).toEqual(expected);
  }
  expect(await read(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  expect(await read(...text)).toEqual(expected);
});

test("a stream of a browser is read like any other", async () => {
  const rows: FileRow[] = [];
  for await (const row of readGithubIssues(new Blob([JSON.stringify([issue(1)])]).stream())) rows.push(row);

  expect(rows).toHaveLength(1);
});

test("minified and indented exports give the same rows, but for the lines", async () => {
  const minified = [...githubExport(120)].join("");
  const indented = JSON.stringify(JSON.parse(minified), null, 2).replaceAll("\n", "\r\n");
  const rowOf = (read: FileRow) => ("row" in read ? read.row : read.problem);

  const rows = await read(minified);
  const again = await read(indented);

  expect(again.map(rowOf)).toEqual(rows.map(rowOf));
  expect(rows.filter((read) => "row" in read && read.row.kind === "task")).toHaveLength(120);
  expect(new Set(rows.map(({ line }) => line))).toEqual(new Set([1]));
  expect(new Set(again.map(({ line }) => line)).size).toBe(120);
});

test("missing bodies, deleted authors and absent fields are nothing special", async () => {
  const odd = [
    issue(1, { body: null, author: null, comments: [{ author: { login: "" }, body: null }, { body: "x" }] }),
    { number: 2, title: "Bare" },
    issue(3, { labels: "bug", assignees: [null, 5, {}], comments: null, closedAt: "0001-01-01T00:00:00Z", url: 7 }),
    issue(4, { title: "nul \0 half \ud83d", url: "javascript:alert(1)" }),
  ];

  const rows = (await read(JSON.stringify(odd))).map((read) => ("row" in read ? read.row : read));

  expect(rows).toMatchObject([
    { kind: "task", body: "", author: "ghost" },
    { kind: "comment", externalId: "1", body: "", author: "ghost" },
    { kind: "comment", externalId: "2", body: "x", author: "ghost" },
    { kind: "task", externalId: "#2", body: "", closed: false, url: null, createdAt: null },
    { kind: "task", labels: [], assignees: [], closedAt: null, url: null },
    { kind: "task", title: "nul  half \uFFFD", externalId: "#4", url: null },
  ]);
});

test("an element that is no issue is reported with its line, and reading goes on", async () => {
  const text = `[\n1,\nnull, "text",\n{"number": 3},\n[{}],\n{"title": "x"},\n{"number": 4, "title": " "},\n{bad},\n${JSON.stringify(issue(9))}\n]`;

  expect(await read(text)).toMatchObject([
    { line: 2, problem: "is not an issue: it has no number" },
    { line: 3, problem: "is not an issue: it has no number" },
    { line: 3, problem: "is not an issue: it has no number" },
    { line: 4, problem: "the issue has no title" },
    { line: 5, problem: "is not an issue: it has no number" },
    { line: 6, problem: "is not an issue: it has no number" },
    { line: 7, problem: "the issue has no title" },
    { line: 8, problem: "is not valid JSON" },
    { line: 9, row: { title: "Issue 9" } },
  ]);
});

test("an empty list has no rows, and pages one after another are one list", async () => {
  expect(await read("[]\n")).toEqual([]);
  expect(await read(`${JSON.stringify([issue(1)])}\n${JSON.stringify([issue(2)])}`)).toHaveLength(2);
});

test("a file that was cut off says where, after the rows before", async () => {
  const text = `[${JSON.stringify(issue(1))},\n${JSON.stringify(issue(2))}]`;
  for (let at = 1; at < text.length; at++) {
    await expect(read(text.slice(0, at))).rejects.toThrow(/cut off/);
  }
  await expect(read(text.slice(0, -5))).rejects.toMatchObject({ name: "ImportFileError", line: 2 });

  const seen: FileRow[] = [];
  const reading = async () => {
    for await (const row of readGithubIssues([text.slice(0, -5)])) seen.push(row);
  };
  await expect(reading()).rejects.toThrow("in the middle of the issue that begins on line 2");
  expect(seen).toHaveLength(1);
});

test("what is not an export at all is refused in plain words", async () => {
  await expect(read("")).rejects.toThrow("The file is empty.");
  await expect(read(" \r\n ")).rejects.toThrow("The file is empty.");
  await expect(read('{"number": 1}')).rejects.toThrow("not a JSON list of issues");
  await expect(read("<html>")).rejects.toThrow("not a JSON list of issues");
  await expect(read("[]\n[]\nx")).rejects.toThrow("There is more on line 3");
  await expect(read(Uint8Array.of(0xff, 0xfe, 0x5b, 0))).rejects.toThrow("not UTF-8");
  await expect(read(bytes("[]").subarray(0, 1), Uint8Array.of(0xc3))).rejects.toThrow("not UTF-8");
});
