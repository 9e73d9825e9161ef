import { isFailure } from "../failure.ts";
import { type Batch, batchesOf } from "./batches.ts";
import type { FileRow } from "./file-row.ts";
import { withRetries } from "./retries.ts";

/** Totals of an import, so far or at its end. */
export interface ImportProgress {
  /** Rows read and dealt with. */
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

export interface ImportResult extends Omit<ImportProgress, "rejected"> {
  /** The import's id. */
  id: string;
  /** Rows that were left out, in the order of the file. */
  rejected: { line: number; reason: string }[];
}

interface SentRow {
  line: number;
  row?: unknown;
}

/** The part of the typed client that an import needs. */
export interface ImportClient {
  imports: {
    start: { mutate(input: { projectId: string; source: "github" | "csv" }): Promise<{ id: string }> };
    addRows: { mutate(input: { id: string; rows: SentRow[] }): Promise<Omit<ImportResult, "id" | "rows">> };
    finish: { mutate(input: { id: string; unsent: number }): Promise<unknown> };
  };
}

export interface ImportJob {
  projectId: string;
  source: "github" | "csv";
  /** What `readGithubIssues` or `readCsv` gives. */
  rows: AsyncIterable<FileRow> | Iterable<FileRow>;
  /** Called after each batch. */
  onProgress?(progress: ImportProgress): void;
}

/**
 * Sends the rows of a file to a project, in batches. Sent again, they update what changed and duplicate nothing, so an import that failed
 * half-way is simply run again. Calls that fail because server or network are busy are repeated a few times.
 *
 * @throws ImportFileError of the reader, or the server's refusal; what was sent before stays.
 *
 * @example
 * const rows = readGithubIssues(createReadStream("issues.json"));
 * const { created, rejected } = await sendImport(plinth, { projectId, source: "github", rows });
 */
export async function sendImport(client: ImportClient, job: ImportJob): Promise<ImportResult> {
  const { imports } = client;
  const { id } = await withRetries(() => imports.start.mutate({ projectId: job.projectId, source: job.source }));
  const result: ImportResult = { id, rows: 0, created: 0, updated: 0, unchanged: 0, rejected: [] };
  let unsent = 0;

  const send = async ({ rows, rejected }: Batch): Promise<void> => {
    const answer = rows.length > 0 ? await withRetries(() => imports.addRows.mutate({ id, rows })) : nothing;
    unsent += rejected.length;
    result.rows += rows.length + rejected.length;
    result.created += answer.created;
    result.updated += answer.updated;
    result.unchanged += answer.unchanged;
    result.rejected.push(...[...answer.rejected, ...rejected].sort((a, b) => a.line - b.line));
    job.onProgress?.({ ...result, rejected: result.rejected.length });
  };

  try {
    await eachWhileReading(batchesOf(job.rows), send);
  } catch (error) {
    // What went in stays, so its import is closed; why it broke off matters more than whether that worked.
    await finish(imports, { id, unsent }).catch(() => {});
    throw error;
  }
  await finish(imports, { id, unsent });
  return result;
}

function finish(imports: ImportClient["imports"], end: { id: string; unsent: number }): Promise<unknown> {
  return withRetries(async (attempt) => {
    try {
      await imports.finish.mutate(end);
    } catch (error) {
      // An earlier try did finish it, only its answer was lost.
      if (attempt === 1 || !isFailure(error, "CONFLICT")) throw error;
    }
  });
}

const nothing = { created: 0, updated: 0, unchanged: 0, rejected: [] };

/** Handles one batch while the next is read. */
async function eachWhileReading(batches: AsyncIterable<Batch>, send: (batch: Batch) => Promise<void>): Promise<void> {
  let inFlight: Promise<void> | undefined;
  try {
    for await (const batch of batches) {
      await inFlight;
      inFlight = send(batch);
      // Looked at above and below; until then it must not count as unhandled.
      inFlight.catch(() => {});
    }
  } finally {
    await inFlight;
  }
}
