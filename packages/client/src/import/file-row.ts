import type { ImportedRowInput } from "@plinth/server/inputs";

/** A row read from a file, or what is wrong with it, and the line it begins on. */
export type FileRow = { line: number; row: ImportedRowInput } | { line: number; problem: string };

/** A file that cannot be read any further. The message is made for people. */
export class ImportFileError extends Error {
  override name = "ImportFileError";
  constructor(
    message: string,
    /** Where reading stopped, when that is known. */
    readonly line?: number,
  ) {
    super(message);
  }
}
