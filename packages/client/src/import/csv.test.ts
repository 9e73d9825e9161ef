import { expect, test } from "vitest";
import { type CsvMapping, readCsv } from "./csv.ts";
import type { FileRow } from "./file-row.ts";

async function read(chunks: (string | Uint8Array)[], mapping: CsvMapping): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readCsv(chunks, mapping)) rows.push(row);
  return rows;
}

const titlesAndLines = (rows: FileRow[]) =>
  rows.map((read) => ["row" in read && "title" in read.row && read.row.title, read.line]);

test("mapped columns become the fields of a task", async () => {
  const mapping = {
    title: "Summary",
    body: "Description",
    status: "Status",
    priority: "Priority",
    labels: "Tags",
    assignee: "Owner",
    dueOn: "Due",
    estimate: "Points",
    externalId: "Key",
    createdAt: "Created",
    closed: "Closed",
  };
  const header = "Key,Summary,Description,Status,Priority,Tags,Owner,Due,Points,Created,Closed,Unused";
  const row =
    'AB-1,"Land, softly","He said ""now""\n\nand left",In Progress,Highest,"ui; ux, a11y",ada@example.com,24.12.2026,3.0,2026-01-02 9:05,no,x';

  expect(await read([`${header}\n${row}`], mapping)).toEqual([
    {
      line: 2,
      row: {
        kind: "task",
        externalId: "AB-1",
        title: "Land, softly",
        body: 'He said "now"\n\nand left',
        status: "In Progress",
        priority: "urgent",
        labels: [{ name: "ui" }, { name: "ux" }, { name: "a11y" }],
        assignees: ["ada@example.com"],
        dueOn: "2026-12-24",
        estimate: 3,
        createdAt: "2026-01-02T09:05:00.000Z",
        closed: false,
        closedAt: null,
      },
    },
  ]);
});

test("wherever a file is cut into pieces, its rows are the same", async () => {
  const text = '\uFEFFTitle,Text\r\n"é 😀","a\r\nb"\r\n\r\nplain,"quo""te"\r\n';
  const whole = new TextEncoder().encode(text);
  const mapping = { title: "Title", body: "Text" };
  const expected = await read([text], mapping);
  expect(titlesAndLines(expected)).toEqual([
    ["é 😀", 2],
    ["plain", 5],
  ]);

  for (let at = 0; at <= whole.length; at++) {
    expect(await read([whole.subarray(0, at), whole.subarray(at)], mapping)).toEqual(expected);
  }
  expect(await read([...text], mapping)).toEqual(expected);
});

test("any line break, blank lines and any usual separator will do", async () => {
  const mapping = { title: "Title" };
  const lines = ["Title,Text", "", "one,1", "two", "", '"",""', "three,3,3"];
  for (const newline of ["\n", "\r\n", "\r"]) {
    for (const separator of [",", ";", "\t"]) {
      const text = lines.join(newline).replaceAll(",", separator);
      const rows = await read([text], mapping);
      expect(titlesAndLines(rows)).toEqual([
        ["one", 3],
        ["two", 4],
        [false, 6],
        ["three", 7],
      ]);
    }
  }
  expect(titlesAndLines(await read(['"a;b;c",Title\nx,one'], mapping))).toEqual([["one", 2]]);
});

test("a quote in the middle of a cell is a character", async () => {
  const rows = await read(['Title\n5" pipe\n"quoted" tail\n'], { title: "Title" });

  expect(titlesAndLines(rows)).toEqual([
    ['5" pipe', 2],
    ["quoted tail", 3],
  ]);
});

test("columns are found whatever their case; a missing one is named beside those there are", async () => {
  expect(await read(["TITLE \nx"], { title: "title" })).toHaveLength(1);
  await expect(read(["Summary,Text\nx,y"], { title: "Title" })).rejects.toThrow(
    "The file has no column “Title”. It has: Summary, Text.",
  );
  await expect(read(["Summary\nx"], { title: "Summary", status: "State" })).rejects.toThrow("no column “State”");
});

test("a cell that cannot be understood is reported with its line, and reading goes on", async () => {
  const mapping = { title: "t", priority: "p", dueOn: "d", estimate: "e", createdAt: "c", closed: "x" };
  const rows = await read(
    ["t,p,d,e,c,x\na,what,,,,\nb,,31.02.2026,,,\nc,,,1.5,,\nd,,,,yesterday,\ne,,,,,perhaps\n ,,,,,\ng,,,,,\n"],
    mapping,
  );

  expect(rows).toMatchObject([
    { line: 2, problem: "the priority is not one of none, low, medium, high, urgent" },
    { line: 3, problem: "the due date is not like 2026-12-24" },
    { line: 4, problem: "the estimate is not a whole number" },
    { line: 5, problem: "the time of creation is not like 2026-12-24 15:30" },
    { line: 6, problem: "closed is neither yes nor no" },
    { line: 7, problem: "the title is empty" },
    { line: 8, row: { title: "g", priority: "none", closed: false } },
  ]);
});

test("a moment in the column for closed says when", async () => {
  const rows = await read(["t,x\na,2026-01-02T10:00:00+02:00\nb,2026-01-02\nc,x"], { title: "t", closed: "x" });

  expect(rows).toMatchObject([
    { row: { closed: true, closedAt: "2026-01-02T08:00:00.000Z" } },
    { row: { closed: true, closedAt: "2026-01-02T00:00:00.000Z" } },
    { row: { closed: true, closedAt: null } },
  ]);
});

test("rows without an id of their own are named by their content, equal rows apart", async () => {
  const ids = async (text: string) =>
    (await read([text], { title: "t" })).map((read) => ("row" in read ? read.row.externalId : ""));

  const first = await ids("t,n\na,1\nb,2\na,1\n");
  const shuffled = await ids("t,n\na,1\na,1\nb,2\nc,3\n");

  expect(new Set(first).size).toBe(3);
  expect(first[2]).toBe(`${first[0]}-2`);
  expect(shuffled.slice(0, 3).toSorted()).toEqual(first.toSorted());
});

test("a row whose id is empty is reported, because it could not be found again", async () => {
  expect(await read(["t,id\na,\n"], { title: "t", externalId: "id" })).toEqual([
    { line: 2, problem: "the id is empty" },
  ]);
});

test("what is not CSV is refused in plain words", async () => {
  const mapping = { title: "t" };
  await expect(read([], mapping)).rejects.toThrow("The file is empty.");
  await expect(read(["\n\n"], mapping)).rejects.toThrow("The file is empty.");
  await expect(read(['t\na\n"open,\n\nb\n'], mapping)).rejects.toMatchObject({
    message: "A quote in the row that begins on line 3 is never closed.",
    line: 3,
  });
  await expect(read([Uint8Array.of(0x74, 0x0a, 0xe9, 0x0a)], mapping)).rejects.toThrow("not UTF-8");
});
