import type { inferRouterInputs } from "@trpc/server";
import { accountSamples } from "../features/accounts/access.ts";
import { activitySamples } from "../features/activity/access.ts";
import { apiKeySamples } from "../features/api-keys/access.ts";
import { auditSamples } from "../features/audit/access.ts";
import { commentSamples } from "../features/comments/access.ts";
import { deviceLoginSamples } from "../features/device-logins/access.ts";
import { deviceSamples } from "../features/devices/access.ts";
import { emailSamples } from "../features/emails/access.ts";
import { followSamples } from "../features/follows/access.ts";
import { importSamples } from "../features/imports/access.ts";
import { inviteSamples } from "../features/invites/access.ts";
import { jobSamples } from "../features/jobs/access.ts";
import { labelSamples } from "../features/labels/access.ts";
import { memberSamples } from "../features/members/access.ts";
import { notificationSamples } from "../features/notifications/access.ts";
import { passkeySamples } from "../features/passkeys/access.ts";
import { passwordSamples } from "../features/passwords/access.ts";
import { presenceSamples } from "../features/presence/access.ts";
import { projectSamples } from "../features/projects/access.ts";
import { providerSamples } from "../features/providers/access.ts";
import { recoveryCodeSamples } from "../features/recovery-codes/access.ts";
import { searchSamples } from "../features/search/access.ts";
import { sessionSamples } from "../features/sessions/access.ts";
import { signInLinkSamples } from "../features/sign-in-links/access.ts";
import { statusSamples } from "../features/statuses/access.ts";
import { taskSamples } from "../features/tasks/access.ts";
import { totpSamples } from "../features/totp/access.ts";
import { webhookSamples } from "../features/webhooks/access.ts";
import { workspaceSamples } from "../features/workspaces/access.ts";
import type { AppRouter } from "../router.ts";
import type { Place } from "./scene.ts";

type Inputs = inferRouterInputs<AppRouter>;

/** All but `live`, which does nothing but call queries, each with the rights of whoever follows it. */
type Feature = Exclude<keyof Inputs, "live">;

/** For each procedure of a feature an input that makes sense at a place: a procedure without one does not compile. */
export type Samples<F extends Feature> = {
  [Operation in keyof Inputs[F]]: (at: Place) => Inputs[F][Operation];
};

/** The same for the whole API, a line a feature. */
export const samples: { [F in Feature]: Samples<F> } = {
  accounts: accountSamples,
  devices: deviceSamples,
  sessions: sessionSamples,
  deviceLogins: deviceLoginSamples,
  passwords: passwordSamples,
  signInLinks: signInLinkSamples,
  emails: emailSamples,
  recoveryCodes: recoveryCodeSamples,
  totp: totpSamples,
  passkeys: passkeySamples,
  providers: providerSamples,
  workspaces: workspaceSamples,
  members: memberSamples,
  invites: inviteSamples,
  projects: projectSamples,
  statuses: statusSamples,
  labels: labelSamples,
  tasks: taskSamples,
  presence: presenceSamples,
  comments: commentSamples,
  follows: followSamples,
  notifications: notificationSamples,
  search: searchSamples,
  activity: activitySamples,
  imports: importSamples,
  webhooks: webhookSamples,
  jobs: jobSamples,
  audit: auditSamples,
  apiKeys: apiKeySamples,
};
