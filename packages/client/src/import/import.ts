// What programs and pages need to bring tasks in from elsewhere; exported as `@plinth/client/import`.
export { type CsvMapping, readCsv } from "./csv.ts";
export { readCsvHead } from "./csv-head.ts";
export { type FileRow, ImportFileError } from "./file-row.ts";
export { readGithubIssues } from "./github-issues.ts";
export { type ImportClient, type ImportProgress, type ImportResult, sendImport } from "./send-import.ts";
export type { FileChunks } from "./text-of.ts";
