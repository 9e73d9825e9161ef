import { liveRouter, t } from "@plinth/kernel";
import { accountsRouter } from "./features/accounts/router.ts";
import { activityRouter } from "./features/activity/router.ts";
import { apiKeysRouter } from "./features/api-keys/router.ts";
import { auditRouter } from "./features/audit/router.ts";
import { commentsRouter } from "./features/comments/router.ts";
import { deviceLoginsRouter } from "./features/device-logins/router.ts";
import { devicesRouter } from "./features/devices/router.ts";
import { emailsRouter } from "./features/emails/router.ts";
import { followsRouter } from "./features/follows/router.ts";
import { importsRouter } from "./features/imports/router.ts";
import { invitesRouter } from "./features/invites/router.ts";
import { jobsRouter } from "./features/jobs/router.ts";
import { labelsRouter } from "./features/labels/router.ts";
import { membersRouter } from "./features/members/router.ts";
import { notificationsRouter } from "./features/notifications/router.ts";
import { passkeysRouter } from "./features/passkeys/router.ts";
import { passwordsRouter } from "./features/passwords/router.ts";
import { presenceRouter } from "./features/presence/router.ts";
import { projectsRouter } from "./features/projects/router.ts";
import { providersRouter } from "./features/providers/router.ts";
import { recoveryCodesRouter } from "./features/recovery-codes/router.ts";
import { searchRouter } from "./features/search/router.ts";
import { sessionsRouter } from "./features/sessions/router.ts";
import { signInLinksRouter } from "./features/sign-in-links/router.ts";
import { statusesRouter } from "./features/statuses/router.ts";
import { tasksRouter } from "./features/tasks/router.ts";
import { totpRouter } from "./features/totp/router.ts";
import { webhooksRouter } from "./features/webhooks/router.ts";
import { workspacesRouter } from "./features/workspaces/router.ts";

// The map of the API, in order of dependence: a feature imports only from those above it.
export const appRouter = t.router({
  live: liveRouter,
  accounts: accountsRouter,
  devices: devicesRouter,
  sessions: sessionsRouter,
  deviceLogins: deviceLoginsRouter,
  passwords: passwordsRouter,
  signInLinks: signInLinksRouter,
  emails: emailsRouter,
  recoveryCodes: recoveryCodesRouter,
  totp: totpRouter,
  passkeys: passkeysRouter,
  providers: providersRouter,
  workspaces: workspacesRouter,
  members: membersRouter,
  invites: invitesRouter,
  projects: projectsRouter,
  statuses: statusesRouter,
  labels: labelsRouter,
  tasks: tasksRouter,
  presence: presenceRouter,
  comments: commentsRouter,
  follows: followsRouter,
  notifications: notificationsRouter,
  search: searchRouter,
  activity: activityRouter,
  imports: importsRouter,
  webhooks: webhooksRouter,
  jobs: jobsRouter,
  audit: auditRouter,
  apiKeys: apiKeysRouter,
});

export type AppRouter = typeof appRouter;
