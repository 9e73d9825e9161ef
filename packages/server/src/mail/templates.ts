import { signInMail, signUpMail, takenMail } from "../features/accounts/mailed-entry.ts";
import { securityMail } from "../features/accounts/security-mail.ts";
import { verificationMail } from "../features/accounts/verification.ts";
import {
  changedMail,
  confirmNewMail,
  confirmOldMail,
  newTakenMail,
  takenBackMail,
} from "../features/emails/change-mails.ts";
import { invitationMail } from "../features/invites/invitation-mail.ts";
import { deletionMail } from "../features/my-data/deletion-mail.ts";
import { exportMail } from "../features/my-data/export-mail.ts";
import { digestMail, notificationMail } from "../features/notifications/notification-mail.ts";
import { resetMail } from "../features/passwords/reset-mail.ts";
import { impersonatedMail } from "../features/people/impersonated-mail.ts";
import { officeMail } from "../features/people/office-mail.ts";
import { proofMail } from "../features/sessions/proof-mail.ts";
import { disabledMail } from "../features/webhooks/disabled-mail.ts";
import type { AnyMailTemplate } from "./template.ts";

/** The map of what is sent: every kind of mail. */
export const mailTemplates: readonly AnyMailTemplate[] = [
  verificationMail,
  signUpMail,
  takenMail,
  signInMail,
  resetMail,
  confirmNewMail,
  newTakenMail,
  confirmOldMail,
  changedMail,
  takenBackMail,
  securityMail,
  proofMail,
  invitationMail,
  notificationMail,
  digestMail,
  disabledMail,
  impersonatedMail,
  officeMail,
  exportMail,
  deletionMail,
];
