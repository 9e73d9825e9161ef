import { first } from "@plinth/database";
import { type ActionContext, type Actor, badRequest, unruled } from "@plinth/kernel";
import { and, eq, gte, isNotNull, isNull } from "drizzle-orm";
import { sendMail } from "../../mail/send-mail.ts";
import { useToken, voidAllTokens } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { requireFreeAddress } from "../accounts/free-address.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { passwords, users } from "../accounts/table.ts";
import { distrustDevices } from "../devices/devices.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import { removeWaysIn } from "../sessions/remove-ways-in.ts";
import { takenBackMail } from "./change-mails.ts";
import { undoToken } from "./change-tokens.ts";
import { emailChanges } from "./table.ts";

/**
 * Gives an account its old address back, for whoever holds the link that was mailed there when it changed, signed in or not. Ends all sessions and
 * removes the password, which somebody else may know, and every way in that was set up since the change was asked for; what was changed after it
 * is void as well, so that nobody who came later takes it back again.
 *
 * @throws Failure BAD_REQUEST
 */
export async function undoChange(ctx: ActionContext<Actor>, token: string): Promise<{ email: string }> {
  return ctx.write(async (tx) => {
    const known = await useToken(tx, undoToken, { token });
    const { id, userId, createdAt, doneAt, undoneAt } = emailChanges;
    const isMade = and(eq(id, known?.data.changeId ?? ""), isNotNull(doneAt), isNull(undoneAt));
    const change = known && (await first(tx.db.select().from(emailChanges).where(isMade)));
    if (!change) throw badRequest("This link does not work any more.");
    const db = unruled(tx, "whoever reads the mail of the old address may take the change back");
    await requireFreeAddress(tx, change.oldEmail, change.userId);
    const theirs = eq(userId, change.userId);
    await db.delete(emailChanges).where(and(theirs, isNull(doneAt)));
    await db
      .update(emailChanges)
      .set({ undoneAt: ctx.now })
      .where(and(theirs, gte(createdAt, change.createdAt)));
    const restored = { email: change.oldEmail, emailVerifiedAt: ctx.now };
    await db.update(users).set(restored).where(eq(users.id, change.userId));
    await db.delete(passwords).where(eq(passwords.userId, change.userId));
    // Of what was set up since, the new address alone was told.
    await removeWaysIn(tx, db, { userId: change.userId, since: change.createdAt });
    await endSessionsOf(tx, change.userId);
    await distrustDevices(tx, change.userId);
    // Whoever had an address before this one keeps their way back.
    await voidAllTokens(tx, change.userId, { but: undoToken });
    await record(tx, "account.email_restored", { id: change.userId });
    await tellOfChange(tx, change.userId, "Your e-mail address was changed back, and your password removed");
    const { oldEmail, newEmail } = change;
    await sendMail(tx, takenBackMail, { to: { address: newEmail }, props: { oldEmail, newEmail } });
    return { email: change.oldEmail };
  });
}
