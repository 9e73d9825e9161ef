import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Client } from "@plinth/client";
import { type FileChunks, type FileRow, ImportFileError, type ImportResult, sendImport } from "@plinth/client/import";
import type { Command } from "commander";
import { connectSignedIn } from "./connect.ts";
import { findProject } from "./find-project.ts";
import { type GlobalOptions, plain, remark, show } from "./output.ts";
import { type Progress, startProgress } from "./progress.ts";
import { exitCodes, Stop } from "./stop.ts";

export interface ImportOptions extends GlobalOptions {
  project: string;
  workspace?: string;
}

export interface Reader {
  source: "github" | "csv";
  read(chunks: FileChunks): AsyncIterable<FileRow>;
}

/** Brings the rows of a file into a project and tells what became of them. Rows left out make the exit code 1. */
export async function importFile(command: Command, file: string, reader: Reader): Promise<void> {
  const options = command.optsWithGlobals<ImportOptions>();
  const size = await sizeOf(file);
  const client = await connectSignedIn(options);
  const project = await findProject(client, options.project, options.workspace);
  const started = performance.now();
  const progress = startProgress(`${project.key}`, size);
  const result = await send(client, { file, projectId: project.id, reader, progress }).finally(() => progress.end());
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const { created, updated, unchanged, rejected } = result;
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected`;
  for (const { line, reason } of rejected) remark(`${file}, line ${line}: ${plain(reason)}`);
  show(command, result, `${counts}; ${seconds} s.`);
  if (rejected.length > 0) process.exitCode = exitCodes.refused;
}

interface Sending {
  file: string;
  projectId: string;
  reader: Reader;
  progress: Progress;
}

async function send(client: Client, { file, projectId, reader, progress }: Sending): Promise<ImportResult> {
  let rows = 0;
  const chunks = counted(file, (bytes) => progress.at(bytes, `${rows} rows`));
  const onProgress = (done: { rows: number }) => {
    rows = done.rows;
  };
  try {
    return await sendImport(client, { projectId, source: reader.source, rows: reader.read(chunks), onProgress });
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    const place = error.line === undefined ? file : `${file}, line ${error.line}`;
    const hint = rows > 0 ? `${rows} rows before it are in; importing the mended file duplicates none.` : undefined;
    throw new Stop(`${place}: ${error.message}`, hint === undefined ? {} : { hint });
  }
}

async function* counted(file: string, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    yield chunk;
    bytes += chunk.length;
    tell(bytes);
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Stop(error.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`);
  });
  if (found.isDirectory()) throw new Stop(`${file} is a folder.`);
  return found.size;
}
