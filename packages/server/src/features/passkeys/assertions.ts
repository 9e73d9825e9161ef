import { first, type Read } from "@plinth/database";
import { type ActionContext, type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, lt } from "drizzle-orm";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import type { AssertionResponse } from "./inputs.ts";
import { userHandleOf } from "./options.ts";
import { type Passkey, passkeys } from "./table.ts";
import type { VerifiedAssertion } from "./webauthn.ts";

/** A passkey that somebody has shown, to be written down with what comes of it. */
export interface ShownPasskey {
  passkey: Passkey;
  now: VerifiedAssertion;
}

/**
 * Whether somebody has shown a passkey of theirs.
 *
 * @param userId - whose it has to be. Left out, the passkey itself says whose it is.
 * @returns `undefined` for one that is unknown, somebody else's, or shown wrongly
 */
export async function checkAssertion(
  ctx: ActionContext<Actor>,
  { response, challenge, userId }: { response: AssertionResponse; challenge: string; userId?: string | undefined },
): Promise<ShownPasskey | undefined> {
  const passkey = await findPasskey(ctx.db, response.id);
  if (!passkey || (userId !== undefined && passkey.userId !== userId)) return undefined;
  const { userHandle } = response;
  const isTheirs = userHandle === userHandleOf(passkey.userId);
  if (userHandle === undefined ? userId === undefined : !isTheirs) return undefined;
  const { verifyAssertion } = await import("./webauthn.ts");
  const now = await verifyAssertion(response, { passkey, challenge }).catch((error: unknown) =>
    tellOfRefusal(ctx, error),
  );
  if (!now) return undefined;
  if (hasGrown(passkey.counter, now.counter)) return { passkey, now };
  const { id, name, counter } = passkey;
  const data = { passkeyId: id, passkey: name, counter, shown: now.counter };
  await ctx.write(async (tx) => {
    await record(tx, "account.passkey_suspected", { id: passkey.userId }, data);
    await tellOfChange(tx, passkey.userId, `A passkey of yours was refused, since it seems to be a copy: ${name}`);
  });
  return undefined;
}

/** Writes down that a passkey was used. @returns whether it still counts: it may have been removed or used meanwhile */
export async function noteUse(
  ctx: MutationContext<Actor>,
  { passkey: { id }, now: { counter, isBackedUp } }: ShownPasskey,
): Promise<boolean> {
  const { counter: known } = passkeys;
  const isNext = counter === 0 ? eq(known, 0) : lt(known, counter);
  const noted = await unruled(ctx, "a passkey counts its uses before anybody is signed in")
    .update(passkeys)
    .set({ counter, isBackedUp, lastUsedAt: ctx.now })
    .where(and(eq(passkeys.id, id), isNext))
    .returning({ id: passkeys.id });
  return noted.length > 0;
}

/** Somebody's passkeys, the oldest first. */
export function passkeysOf(db: Read, userId: string): Promise<Passkey[]> {
  return db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(passkeys.id);
}

/** Tells the log, for whoever has set the site's address wrong. */
export function tellOfRefusal({ log }: Pick<ActionContext<Actor>, "log">, error: unknown): undefined {
  const reason = error instanceof Error ? error.message.slice(0, LONGEST_REASON) : "unknown";
  log.info({ reason }, "passkey refused");
}

const LONGEST_REASON = 300;

function findPasskey(db: Read, credentialId: string): Promise<Passkey | undefined> {
  return first(db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)));
}

/** An authenticator that counts has counted on; one that has not is a copy. */
const hasGrown = (known: number, now: number) => (known === 0 && now === 0) || now > known;
