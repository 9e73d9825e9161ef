import type { FileRow } from "./file-row.ts";

/** Rows that travel together, and those between them that cannot. */
export interface Batch {
  rows: { line: number; row: unknown }[];
  rejected: { line: number; reason: string }[];
}

const MOST_ROWS = 100;
const MOST_BYTES = 500_000;
// The server takes bodies of 1 MiB; some of it is envelope.
const LARGEST_ROW = 1_000_000;

/** Groups rows so that a batch is neither long to write nor too large to send. */
export async function* batchesOf(rows: AsyncIterable<FileRow> | Iterable<FileRow>): AsyncGenerator<Batch> {
  let batch: Batch = { rows: [], rejected: [] };
  let bytes = 0;
  for await (const read of rows) {
    const { line } = read;
    if ("problem" in read) {
      batch.rejected.push({ line, reason: read.problem });
      continue;
    }
    const size = sizeOf(read);
    if (size > LARGEST_ROW) {
      batch.rejected.push({ line, reason: "it is larger than 1 MB" });
      continue;
    }
    if (batch.rows.length === MOST_ROWS || bytes + size > MOST_BYTES) {
      if (batch.rows.length > 0) yield batch;
      batch = batch.rows.length > 0 ? { rows: [], rejected: [] } : batch;
      bytes = 0;
    }
    batch.rows.push({ line, row: read.row });
    bytes += size;
  }
  if (batch.rows.length + batch.rejected.length > 0) yield batch;
}

const encoder = new TextEncoder();

/** Bytes of a row as JSON on the wire, with the comma behind it. */
function sizeOf(row: object): number {
  return encoder.encode(JSON.stringify(row)).length + 1;
}
