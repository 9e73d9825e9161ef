import { z } from "zod";

export const AuditEntry = z.object({
  id: z.string(),
  /** `member.role_changed` */
  name: z.string(),
  at: z.date(),
  actorKind: z.enum(["anonymous", "user", "key", "system"]),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  /** The operator who was signed in as that person. */
  impersonatorId: z.string().nullable(),
  impersonatorName: z.string().nullable(),
  /** The network address it was asked for from. */
  address: z.string().nullable(),
  requestId: z.string(),
  subjectId: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
});

export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });
