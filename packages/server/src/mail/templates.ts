import { invitationMail } from "../features/invites/invitation-mail.ts";
import { digestMail, notificationMail } from "../features/notifications/notification-mail.ts";
import { proofMail } from "../features/sessions/proof-mail.ts";
import { disabledMail } from "../features/webhooks/disabled-mail.ts";
import type { AnyMailTemplate } from "./template.ts";

/** The map of what is sent: every kind of mail. */
export const mailTemplates: readonly AnyMailTemplate[] = [
  proofMail,
  invitationMail,
  notificationMail,
  digestMail,
  disabledMail,
];
