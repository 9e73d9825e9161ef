import { z } from "zod";

const Workspace = z.object({ name: z.string(), slug: z.string() });

export const DataExportView = z.object({
  id: z.string(),
  requestedAt: z.date(),
  /** Not yet while it is being made. */
  readyAt: z.date().nullable(),
  expiresAt: z.date(),
  parts: z.number(),
  /** In bytes, all parts together. */
  size: z.number(),
});

export const MyDataState = z.object({
  export: DataExportView.nullable(),
  /** When another one may be asked for, where not at once. */
  nextExportAt: z.date().nullable(),
  deletion: z.object({
    /** Set once it was asked for. */
    dueAt: z.date().nullable(),
    /** Workspaces that would be left without an owner: it is refused while there are any. */
    blockedBy: z.array(Workspace),
    /** Nobody else runs this installation, so it is refused. */
    lastOperator: z.boolean(),
    /** Workspaces where nobody else is, which are deleted too. */
    deletes: z.array(Workspace),
  }),
});

export const ExportId = z.object({ id: z.string() });

/** A part in base64. */
export const ExportPart = z.object({ content: z.string() });

export const DeletionDue = z.object({ dueAt: z.date() });
