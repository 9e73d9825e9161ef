import { ImportFileError, readCsvHead } from "@plinth/client/import";

/** The names of a CSV file's columns, and the cells of its first row. */
export interface CsvHead {
  columns: string[];
  example: string[];
}

/** The beginning of a CSV file, or what is wrong with it. */
export async function readHead(file: File): Promise<CsvHead | string> {
  try {
    return await readCsvHead(file.stream());
  } catch (error) {
    return fileProblem(error);
  }
}

/** Why a file cannot be imported, in words. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof ImportFileError))
    return "The file cannot be read. It may have been moved or changed; choose it again.";
  return error.line === undefined ? error.message : `${error.message} (line ${error.line})`;
}
