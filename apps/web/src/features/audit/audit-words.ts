import type { RouterOutputs } from "@plinth/client";
import { deedWords } from "../activity/sentences.ts";
import { roleWords } from "../members/role-words.ts";
import { webhookWords } from "../webhooks/webhook-words.ts";
import { accountWords } from "./account-words.ts";

export type AuditEntry = RouterOutputs["audit"]["list"]["entries"][number];

/** What the log can be narrowed to: the names of events begin so. */
export const kinds = [
  { value: "access", label: "Refusals" },
  { value: "member", label: "Members and roles" },
  { value: "invite", label: "Invites" },
  { value: "workspace", label: "Workspace" },
  { value: "project", label: "Projects" },
  { value: "status", label: "Statuses" },
  { value: "label", label: "Labels" },
  { value: "task", label: "Tasks" },
  { value: "comment", label: "Comments" },
  { value: "import", label: "Imports" },
  { value: "webhook", label: "Webhooks" },
  { value: "key", label: "API keys" },
  { value: "audit", label: "Exports of this log" },
];

/** What happened, as it follows after a person's name. */
export function auditWords(entry: AuditEntry): string {
  const { name, data } = entry;
  switch (name) {
    case "access.refused":
      return `tried to ${attempted(String(data.deed), String(data.noun))}`;
    case "audit.exported":
      return "exported the audit log";
    case "workspace.created":
      return "created the workspace";
    case "workspace.changed":
      return "changed the workspace";
    case "workspace.second_factor_required":
      return "closed the workspace to members without two-step sign-in";
    case "workspace.second_factor_waived":
      return "opened the workspace to members without two-step sign-in";
    case "member.joined":
      return `joined as ${roleOf(data.role)}`;
    case "member.role_changed":
      return `changed a role from ${roleOf(data.from)} to ${roleOf(data.to)}`;
    case "member.left":
      return "left the workspace";
    case "member.removed":
      return "removed a member";
    case "key.created":
      return `made the API key “${data.name}”`;
    case "key.revoked":
      return `revoked the API key “${data.name}”`;
    case "invite.created":
      return `invited somebody as ${roleOf(data.role)}`;
    case "invite.revoked":
      return "revoked an invite";
    case "job.retried":
      return "had a job run again";
    case "job.canceled":
      return "canceled a job";
    default:
      if (name.startsWith("webhook.")) return webhookWords(name, data);
      return accountWords(name, data) ?? deedWords({ ...entry, task: null }, "a task");
  }
}

function roleOf(role: unknown): string {
  const known = Object.entries(roleWords).find(([name]) => name === role);
  return known ? known[1].name.toLowerCase() : String(role ?? "member");
}

/** `archive` and `project` as `archive the project`; a deed that names its object, such as `changeRoles`, as `change roles`. */
function attempted(deed: string, noun: string): string {
  const words = deed.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words === deed ? `${deed} the ${noun}` : words;
}
