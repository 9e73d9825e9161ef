import type { ImportedRowInput } from "@plinth/server/inputs";
import { CellError, closedIn, dateIn, estimateIn, listIn, momentIn, priorityIn } from "./csv-cells.ts";
import { csvRecords } from "./csv-records.ts";
import { type FileRow, ImportFileError } from "./file-row.ts";
import { RowHash } from "./row-hash.ts";
import { type FileChunks, textOf } from "./text-of.ts";

/** Which column of the file holds what, by the column's name. */
export interface CsvMapping {
  title: string;
  body?: string;
  /** A status by name, or a word such as `done`. */
  status?: string;
  priority?: string;
  /** Several in one cell are separated by commas or semicolons. */
  labels?: string;
  /** E-mail addresses or names, separated likewise. */
  assignee?: string;
  /** `2026-12-24`, `2026/12/24` or `24.12.2026`. */
  dueOn?: string;
  /** A whole number of points. */
  estimate?: string;
  /** What identifies a row, so that a later version of the file updates tasks. Without it, a row that changed is a new task. */
  externalId?: string;
  createdAt?: string;
  /** `yes`, `true`, `closed` … or the moment it was closed. */
  closed?: string;
}

/**
 * Reads tasks from CSV with a header, one at a time. Commas, semicolons and tabs separate cells, whichever the header has most of.
 * A row with a cell that cannot be understood becomes a problem with its line, and reading goes on.
 *
 * @throws ImportFileError when a mapped column is missing, a quote is never closed, or the file is not UTF-8.
 *
 * @example
 * for await (const row of readCsv(file.stream(), { title: "Summary", status: "Status" })) …
 */
export async function* readCsv(chunks: FileChunks, mapping: CsvMapping): AsyncGenerator<FileRow> {
  let columns: Columns | undefined;
  const hash = new RowHash();
  for await (const { line, cells } of csvRecords(textOf(chunks))) {
    if (columns) yield { line, ...readRow(cells, columns, hash) };
    else columns = columnsOf(cells, mapping);
  }
  if (!columns) throw new ImportFileError("The file is empty.");
}

type Columns = { [F in keyof CsvMapping]?: number };

function columnsOf(header: string[], mapping: CsvMapping): Columns {
  const plain = (name: string) => name.trim().toLowerCase();
  const columns: Columns = {};
  for (const [field, name] of Object.entries(mapping)) {
    if (name === undefined) continue;
    const exact = header.indexOf(name);
    const index = exact === -1 ? header.findIndex((column) => plain(column) === plain(name)) : exact;
    if (index === -1) {
      const known = header.map((column) => column.slice(0, 50)).join(", ");
      throw new ImportFileError(`The file has no column “${name}”. It has: ${known.slice(0, 1_000)}.`, 1);
    }
    // Safe because `mapping` has no other keys.
    columns[field as keyof CsvMapping] = index;
  }
  return columns;
}

function readRow(cells: string[], columns: Columns, hash: RowHash): { row: ImportedRowInput } | { problem: string } {
  const cell = (field: keyof CsvMapping) => {
    const index = columns[field];
    return index === undefined ? "" : (cells[index] ?? "").replaceAll("\0", "").toWellFormed();
  };
  const title = cell("title").trim();
  if (title === "") return { problem: "the title is empty" };
  const ownId = cell("externalId").trim();
  if (columns.externalId !== undefined && ownId === "") return { problem: "the id is empty" };
  try {
    return {
      row: {
        kind: "task",
        externalId: ownId === "" ? hash.of(cells) : ownId,
        title,
        body: cell("body"),
        status: cell("status").trim() || null,
        priority: priorityIn(cell("priority")),
        labels: listIn(cell("labels")).map((name) => ({ name })),
        assignees: listIn(cell("assignee")),
        dueOn: dateIn(cell("dueOn")),
        estimate: estimateIn(cell("estimate")),
        createdAt: momentIn(cell("createdAt")),
        ...closedIn(cell("closed")),
      },
    };
  } catch (error) {
    if (error instanceof CellError) return { problem: error.message };
    throw error;
  }
}
