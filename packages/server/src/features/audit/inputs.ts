import { z } from "zod";
import { cursor, direction, limit, line, rowId } from "../../fields.ts";

const filter = {
  /** Only what this person did, as themselves or signed in as somebody else. */
  actorId: rowId.optional(),
  /** Only such events: `task` for all that happened to tasks, or a whole name such as `member.role_changed`. */
  kind: z
    .string()
    .max(60)
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, "Use the name of an event such as task.created, or what comes before its dot")
    .optional(),
  /** Only what happened to this. */
  subjectId: line(100).optional(),
  /** From this moment on. */
  from: z.iso.datetime({ error: "Use a moment such as 2026-11-23T12:00:00Z", offset: true }).optional(),
  /** Before this moment. */
  before: z.iso.datetime({ error: "Use a moment such as 2026-11-23T12:00:00Z", offset: true }).optional(),
};

const page = { cursor: cursor.optional(), direction, limit: limit(500, 50) };

export const AuditOfWorkspace = z.strictObject({ workspaceId: rowId, ...filter, ...page });

export const AuditOfInstallation = z.strictObject({ ...filter, ...page });

export const ExportOfWorkspace = z.strictObject({ workspaceId: rowId, ...filter });

export const ExportOfInstallation = z.strictObject(filter);

export type AuditFilter = z.output<typeof ExportOfInstallation>;
