import { first } from "@plinth/database";
import type { JobContext } from "@plinth/kernel";
import { and, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { button, heading, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { isFreeAddress } from "../accounts/free-address.ts";
import { emailChanges } from "./table.ts";

const ChangeProps = z.strictObject({
  changeId: rowId,
  userId: rowId,
  token: z.string(),
  oldEmail: z.string(),
  newEmail: z.string(),
});
type Change = z.output<typeof ChangeProps>;

const sample: Change = {
  changeId: "019c0000-0000-7000-8000-000000000000",
  userId: "019c0000-0000-7000-8000-000000000001",
  token: "A-token-that-opens-nothing",
  oldEmail: "ada@example.com",
  newEmail: "ada@lovelace.example",
};

async function waits({ db, now }: JobContext, { changeId }: Change): Promise<boolean> {
  const isOpen = and(eq(emailChanges.id, changeId), isNull(emailChanges.doneAt), gt(emailChanges.expiresAt, now));
  return !!(await first(db.select({ id: emailChanges.id }).from(emailChanges).where(isOpen)));
}

/** To the new address, whose reader confirms that it is theirs. */
export const confirmNewMail = mailTemplate({
  name: "confirmNewAddress",
  props: ChangeProps.extend({ needsOld: z.boolean() }),
  sample: { ...sample, needsOld: true },
  write: ({ token, oldEmail, newEmail, needsOld }, home) => ({
    subject: "Confirm your new e-mail address",
    preview: `Your account would change from ${oldEmail} to ${newEmail}.`,
    blocks: [
      heading("Confirm your new e-mail address"),
      paragraph(`The account of ${oldEmail} is to have the address ${newEmail}. Confirm that it is yours.`),
      button("Confirm the new address", `${home}/confirm-address#${token}`),
      paragraph(
        needsOld
          ? `There are two confirmations: this one, and one by the mail we have sent to ${oldEmail}. The address changes when both are given, within a day.`
          : "The address changes as soon as you have confirmed it, within a day.",
      ),
    ],
    reason: "You get this because somebody entered your address. If that was not you, you need not do anything.",
  }),
  isWanted: async (ctx, change) =>
    (await waits(ctx, change)) && (await isFreeAddress(ctx, change.newEmail, change.userId)),
});

/** To the new address, when it is somebody's already: nobody else is told that it is. */
export const newTakenMail = mailTemplate({
  name: "newAddressTaken",
  props: ChangeProps.omit({ token: true }),
  sample: { changeId: sample.changeId, userId: sample.userId, oldEmail: sample.oldEmail, newEmail: sample.newEmail },
  write: ({ newEmail }, home) => ({
    subject: "Somebody tried to use your e-mail address",
    preview: "Nothing was changed.",
    blocks: [
      heading("Somebody tried to use your e-mail address"),
      paragraph(
        `Somebody wanted to give another account the address ${newEmail}, which is yours. Nothing was changed.`,
      ),
      paragraph("If that was you: an address belongs to one account only. Change it there first."),
      button("Open Plinth", `${home}/account`),
    ],
    reason: "You get this because somebody entered your address. If that was not you, you need not do anything.",
  }),
  isWanted: async (ctx, { newEmail, userId }) => !(await isFreeAddress(ctx, newEmail, userId)),
});

/** To the old address, whose reader agrees. */
export const confirmOldMail = mailTemplate({
  name: "confirmOldAddress",
  props: ChangeProps,
  sample,
  write: ({ token, oldEmail, newEmail }, home) => ({
    subject: "Agree to a change of your e-mail address",
    preview: `From ${oldEmail} to ${newEmail}.`,
    blocks: [
      heading("Is your e-mail address to change?"),
      paragraph(`Somebody who is signed in as you wants to change it from ${oldEmail} to ${newEmail}.`),
      button("Agree to the change", `${home}/confirm-address#${token}`),
      paragraph(
        `There are two confirmations: this one, and one by the mail we have sent to ${newEmail}. The address changes when both are given, within a day.`,
      ),
      paragraph("If this was not you, do not agree: sign in, end all other sessions and change your password."),
    ],
    reason: "You get this because it concerns who can get into your account. Such mail cannot be turned off.",
  }),
  isWanted: waits,
});

/** To the new address, once the change was taken back by the old one. */
export const takenBackMail = mailTemplate({
  name: "addressTakenBack",
  props: z.strictObject({ oldEmail: z.string(), newEmail: z.string() }),
  sample: { oldEmail: sample.oldEmail, newEmail: sample.newEmail },
  write: ({ oldEmail, newEmail }, home) => ({
    subject: "A change of your e-mail address was taken back",
    preview: `From ${newEmail} to ${oldEmail} again.`,
    blocks: [
      heading("A change of your e-mail address was taken back"),
      paragraph(
        `Whoever reads the mail of ${oldEmail} has taken it back: the account does not have ${newEmail} any more.`,
      ),
      paragraph(
        "Everybody was signed out, the password is gone, and so is what was set up since the change. If it was not you, somebody else reads your mail there: ask whoever runs this installation for help.",
      ),
      button("Sign in", `${home}/sign-in`),
    ],
    reason: "You get this because it concerns who can get into your account. Such mail cannot be turned off.",
  }),
});

/** To the old address, once it has changed: with the way back. */
export const changedMail = mailTemplate({
  name: "addressChanged",
  props: ChangeProps,
  sample,
  write: ({ token, oldEmail, newEmail }, home) => ({
    subject: "Your e-mail address was changed",
    preview: `From ${oldEmail} to ${newEmail}. For three days you can take it back.`,
    blocks: [
      heading("Your e-mail address was changed"),
      paragraph(`From ${oldEmail} to ${newEmail}. If it was you, there is nothing to do.`),
      paragraph(
        "If it was not you, take it back. That signs everybody out and removes whatever was set up since the change was asked for: passkeys, an authenticator app, keys, connected accounts. Then you choose a new password.",
      ),
      button("Take the change back", `${home}/undo-address#${token}`),
      paragraph("The link works once, within 72 hours."),
    ],
    reason: "You get this because it concerns who can get into your account. Such mail cannot be turned off.",
  }),
  async isWanted({ db }, { changeId }) {
    const { id, doneAt, undoneAt } = emailChanges;
    const isMade = and(eq(id, changeId), isNotNull(doneAt), isNull(undoneAt));
    return !!(await first(db.select({ id }).from(emailChanges).where(isMade)));
  },
});
