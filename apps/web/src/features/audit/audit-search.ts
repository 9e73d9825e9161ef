import type { RouterInputs } from "@plinth/client";
import { z } from "zod";

// What the page shows is in its address, so that it can be shared and survives a reload; what makes no sense is ignored.

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

export const AuditSearch = z.object({
  kind: z.string().max(60).optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
  subject: z.string().max(100).optional().catch(undefined),
  from: day,
  to: day,
});

export type AuditSearch = z.infer<typeof AuditSearch>;

/** The search as the API takes it; days are those of whoever looks, the last one included. */
export function auditFilter({ kind, person, subject, from, to }: AuditSearch): Filter {
  return {
    ...(kind && { kind }),
    ...(person && { actorId: person }),
    ...(subject && { subjectId: subject }),
    ...(from && { from: startOf(from, 0) }),
    ...(to && { before: startOf(to, 1) }),
  };
}

type Filter = RouterInputs["audit"]["exportInstallation"];

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
