import { first, one } from "@plinth/database";
import { type ActionContext, type Actor, type MutationContext, type QueryContext, unruled } from "@plinth/kernel";
import { and, eq, isNotNull } from "drizzle-orm";
import { hashToken, newLinkToken } from "../../one-time-tokens/token.ts";
import { type Device, devices } from "./table.ts";

export const DEVICE_COOKIE = "device";

const YEAR_MS = 365 * 86_400_000;
const toWrite = (ctx: MutationContext<Actor>) => unruled(ctx, "a browser is known before anybody has signed in");

/** What the browser that calls keeps, so that it is known again: as it came, or made up now. */
export function browserToken(ctx: Pick<ActionContext<Actor>, "readCookie" | "setCookie" | "now">): string {
  const token = ctx.readCookie(DEVICE_COOKIE) || newLinkToken();
  ctx.setCookie(DEVICE_COOKIE, token, new Date(ctx.now.getTime() + YEAR_MS));
  return token;
}

/** The browser that calls, if this person has signed in with it before. */
export function findDevice(
  ctx: QueryContext<Actor>,
  userId: string,
  token: string | undefined,
): Promise<Device | undefined> {
  const isThis = and(eq(devices.userId, userId), eq(devices.tokenHash, hashToken(token ?? "")));
  return first(ctx.db.select().from(devices).where(isThis));
}

/** Whether the person has asked not to be asked for a second factor there, and the time is not over. */
export function isTrusted(device: Device | undefined, now: Date): boolean {
  return device?.trustedUntil != null && device.trustedUntil > now;
}

/** Notes that a person has signed in with a browser. */
export async function noteDevice(
  ctx: MutationContext<Actor>,
  { userId, token, userAgent }: { userId: string; token: string; userAgent: string | null },
): Promise<Device> {
  const seen = { userAgent, lastSeenAt: ctx.now };
  return one(
    toWrite(ctx)
      .insert(devices)
      .values({ userId, tokenHash: hashToken(token), createdAt: ctx.now, ...seen })
      .onConflictDoUpdate({ target: [devices.userId, devices.tokenHash], set: seen })
      .returning(),
  );
}

const TRUSTED_MS = 30 * 86_400_000;

/** Asks a person for no second factor in a browser of theirs, for 30 days. */
export async function trustDevice(ctx: MutationContext<Actor>, userId: string, token: string): Promise<void> {
  const trustedUntil = new Date(ctx.now.getTime() + TRUSTED_MS);
  const isThis = and(eq(devices.userId, userId), eq(devices.tokenHash, hashToken(token)));
  await toWrite(ctx).update(devices).set({ trustedUntil }).where(isThis);
}

/** Makes a person's browsers ask for their second factor again. */
export async function distrustDevices(ctx: MutationContext<Actor>, userId: string): Promise<void> {
  const trusted = and(eq(devices.userId, userId), isNotNull(devices.trustedUntil));
  await toWrite(ctx).update(devices).set({ trustedUntil: null }).where(trusted);
}
