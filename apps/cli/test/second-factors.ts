import type { Client } from "@plinth/client";
import type { ServedApp } from "@plinth/client/test";
import { passkeys, passwords, totpOf, totps } from "@plinth/server/test";
import { eq } from "drizzle-orm";

const STEP_MS = 30_000;

/** Has somebody set up an app that shows codes. A code counts once, so `code` is the one that the app shows next. */
export async function setUpApp(who: Client): Promise<{ recoveryCodes: string[]; code(): string }> {
  const { secret } = await who.totp.enrol.mutate();
  const shown = (ms: number) => totpOf({ now: () => new Date(Date.now() + ms) }, secret);
  const { recoveryCodes } = await who.totp.confirm.mutate({ code: shown(0) });
  return { recoveryCodes: recoveryCodes ?? [], code: () => shown(STEP_MS) };
}

/** Leaves somebody a passkey, and no app. */
export async function changeToPasskey({ database }: ServedApp, who: Client): Promise<void> {
  const { id: userId } = await who.accounts.me.query();
  const key = { credentialId: "laptop", publicKey: "", counter: 0, transports: [], isSynced: false, isBackedUp: false };
  await database.write(async (db) => {
    await db.delete(totps).where(eq(totps.userId, userId));
    await db.insert(passkeys).values({ ...key, userId, name: "Laptop", createdAt: new Date() });
  });
}

/** Leaves somebody without a password, as those are who have only ever signed in elsewhere or by mail. */
export async function removePassword({ database }: ServedApp, who: Client): Promise<void> {
  const { id } = await who.accounts.me.query();
  await database.write((db) => db.delete(passwords).where(eq(passwords.userId, id)));
}
