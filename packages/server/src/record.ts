import {
  type Actor,
  type EventData,
  type EventPlace,
  type MutationContext,
  recordEvent,
  recordEvents,
} from "@plinth/kernel";
import { enqueueFollowUps } from "./follow-ups.ts";

/** Every event of the product. */
export type EventName =
  | "account.created"
  | "account.renamed"
  | "account.proved"
  | "account.proof_refused"
  | "account.password_changed"
  | "account.password_refused"
  | "account.program_approved"
  | "account.program_denied"
  | "account.password_reset"
  | "account.claimed"
  | "account.email_verified"
  | "account.email_change_asked"
  | "account.email_change_canceled"
  | "account.email_changed"
  | "account.email_restored"
  | "account.totp_begun"
  | "account.totp_added"
  | "account.totp_replaced"
  | "account.totp_removed"
  | "account.recovery_codes_renewed"
  | "account.recovery_code_used"
  | "account.browser_distrusted"
  | "account.passkey_added"
  | "account.passkey_renamed"
  | "account.passkey_removed"
  | "account.passkey_suspected"
  | "account.linked"
  | "account.unlinked"
  | "session.started"
  | "session.ended"
  | "session.refused"
  | "key.created"
  | "key.revoked"
  | "access.refused"
  | "audit.exported"
  | "workspace.created"
  | "workspace.changed"
  | "workspace.second_factor_required"
  | "workspace.second_factor_waived"
  | "member.joined"
  | "member.role_changed"
  | "member.left"
  | "member.removed"
  | "invite.created"
  | "invite.revoked"
  | "project.created"
  | "project.changed"
  | "project.archived"
  | "project.restored"
  | "status.created"
  | "status.changed"
  | "status.deleted"
  | "label.created"
  | "label.changed"
  | "label.deleted"
  | "task.created"
  | "task.changed"
  | "task.moved"
  | "task.completed"
  | "task.reopened"
  | "task.deleted"
  | "task.restored"
  | "task.imported"
  | "comment.created"
  | "comment.edited"
  | "comment.deleted"
  | "comment.imported"
  | "import.started"
  | "import.finished"
  | "webhook.created"
  | "webhook.changed"
  | "webhook.secret_rotated"
  | "webhook.disabled"
  | "webhook.enabled"
  | "webhook.deleted"
  | "webhook.tested"
  | "webhook.redelivered"
  | "job.retried"
  | "job.canceled";

/** A row an event happened to, with the ids of what it belongs to. */
export interface Subject {
  id: string;
  taskId?: string | null;
  projectId?: string | null;
  workspaceId?: string | null;
}

/**
 * Writes history, and has happen what follows from it: the one way to do it, in the transaction of the change itself.
 *
 * @example await record(ctx, "project.archived", project);
 */
export async function record(
  ctx: MutationContext<Actor>,
  name: EventName,
  subject: Subject,
  data?: EventData,
): Promise<void> {
  await enqueueFollowUps(ctx, name, [await recordEvent(ctx, name, placeOf(name, subject), data)]);
}

/** The same for many rows that one change touched, in a few statements. */
export async function recordAll(
  ctx: MutationContext<Actor>,
  name: EventName,
  subjects: readonly Subject[],
  data?: EventData,
): Promise<void> {
  const places = subjects.map((subject) => placeOf(name, subject));
  await enqueueFollowUps(ctx, name, await recordEvents(ctx, name, places, data));
}

function placeOf(name: EventName, subject: Subject): EventPlace {
  const noun = name.slice(0, name.indexOf("."));
  const itself = (kind: string) => (noun === kind ? subject.id : null);
  return {
    subjectId: subject.id,
    threadId: subject.taskId ?? itself("task"),
    containerId: subject.projectId ?? itself("project"),
    tenantId: subject.workspaceId ?? itself("workspace"),
  };
}
