import {
  type CsvMapping,
  type FileRow,
  type ImportProgress,
  type ImportResult,
  readCsv,
  readGithubIssues,
  sendImport,
} from "@plinth/client/import";
import { useTRPC, useTRPCClient } from "@plinth/client/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { countedBytes } from "./counted-bytes.ts";

/** A file to import, and how to read it. */
export type ImportSource = { file: File; source: "github" } | { file: File; source: "csv"; mapping: CsvMapping };

export interface Progress extends ImportProgress {
  /** How much of the file has been read, from 0 to 1. */
  read: number;
}

const nothing = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, read: 0 };

/** Sends a file's tasks to a project, and says how far it is. */
export function useImport(projectId: string) {
  const trpc = useTRPC();
  const server = useTRPCClient();
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress>(nothing);

  const run = useMutation({
    mutationFn: async (from: ImportSource): Promise<ImportResult> => {
      let bytes = 0;
      setProgress(nothing);
      const chunks = countedBytes(from.file.stream(), (length) => {
        bytes += length;
      });
      const rows: AsyncIterable<FileRow> =
        from.source === "csv" ? readCsv(chunks, from.mapping) : readGithubIssues(chunks);
      return sendImport(server, {
        ...{ projectId, source: from.source, rows },
        onProgress: (sent) => setProgress({ ...sent, read: from.file.size > 0 ? bytes / from.file.size : 1 }),
      });
    },
    // New statuses never come from a file, but everything else may.
    onSettled: () =>
      Promise.all(
        [trpc.tasks, trpc.labels, trpc.comments, trpc.activity, trpc.projects, trpc.imports].map((router) =>
          client.invalidateQueries({ queryKey: router.pathKey() }),
        ),
      ),
    // The page says what went wrong with the file, in place.
    meta: { explains: () => true },
  });
  return { ...run, progress };
}
