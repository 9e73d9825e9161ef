// The map of the database: every table. Migrations are generated from it.
export { answeredCalls, events, jobQueues, jobSchedules, jobs, rateLimits } from "@plinth/kernel";
export { passwords, setupLinks, users } from "./features/accounts/table.ts";
export { auditLinks } from "./features/audit/table.ts";
export { comments, mentions, reactions } from "./features/comments/table.ts";
export { follows } from "./features/follows/table.ts";
export { imports } from "./features/imports/table.ts";
export { invites } from "./features/invites/table.ts";
export { labels } from "./features/labels/table.ts";
export { members } from "./features/members/table.ts";
export { digests, notificationPreferences, notifications } from "./features/notifications/table.ts";
export { presences } from "./features/presence/table.ts";
export { projects } from "./features/projects/table.ts";
export { sessions } from "./features/sessions/table.ts";
export { statuses } from "./features/statuses/table.ts";
export { taskLabels, tasks } from "./features/tasks/table.ts";
export { webhookDeliveries, webhooks } from "./features/webhooks/table.ts";
export { workspaces } from "./features/workspaces/table.ts";
