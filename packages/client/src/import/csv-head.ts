import { csvRecords } from "./csv-records.ts";
import { ImportFileError } from "./file-row.ts";
import { type FileChunks, textOf } from "./text-of.ts";

/**
 * The names of a CSV file's columns and the cells of its first row, to choose a mapping by. Reads no further than that.
 *
 * @throws ImportFileError when the file is empty or not UTF-8.
 *
 * @example
 * const { columns, example } = await readCsvHead(file.stream());
 */
export async function readCsvHead(chunks: FileChunks): Promise<{ columns: string[]; example: string[] }> {
  let columns: string[] | undefined;
  for await (const { cells } of csvRecords(textOf(chunks))) {
    if (columns) return { columns, example: cells };
    columns = cells;
  }
  if (!columns) throw new ImportFileError("The file is empty.");
  return { columns, example: [] };
}
