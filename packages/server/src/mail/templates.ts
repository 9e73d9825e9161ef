import { invitationMail } from "../features/invites/invitation-mail.ts";
import { deletionMail } from "../features/my-data/deletion-mail.ts";
import { exportMail } from "../features/my-data/export-mail.ts";
import { digestMail, notificationMail } from "../features/notifications/notification-mail.ts";
import { impersonatedMail } from "../features/people/impersonated-mail.ts";
import { disabledMail } from "../features/webhooks/disabled-mail.ts";
import type { AnyMailTemplate } from "./template.ts";

/** The map of what is sent: every kind of mail. */
export const mailTemplates: readonly AnyMailTemplate[] = [
  invitationMail,
  notificationMail,
  digestMail,
  disabledMail,
  impersonatedMail,
  exportMail,
  deletionMail,
];
