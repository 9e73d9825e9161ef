import { randomBytes } from "node:crypto";
import { type ActionContext, type Actor, badRequest } from "@plinth/kernel";
import { z } from "zod";
import { issueToken, type KnownToken, tokenKind, useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { browserToken, DEVICE_COOKIE } from "../devices/devices.ts";

const ceremonies = ["registration", "sign-in", "second factor", "proof"] as const;

/** What a passkey is made or shown for. */
export type Ceremony = (typeof ceremonies)[number];

export const CHALLENGE_LIFE_MS = 5 * 60_000;

const Data = z.strictObject({
  ceremony: z.enum(ceremonies),
  challenge: z.string(),
  /** The ticket of the sign-in that asks for a second factor. */
  signIn: z.string().optional(),
});

const passkeyChallenge = tokenKind({ name: "passkey challenge", lifeMs: CHALLENGE_LIFE_MS, data: Data });

/** What a challenge is for, and for whom; nobody's, where it is not known yet who signs in. */
export interface Wanted {
  ceremony: Ceremony;
  userId?: string;
  signIn?: string;
}

/** Makes a challenge that counts once, within five minutes, in the browser that asks. */
export async function issueChallenge(
  ctx: ActionContext<Actor>,
  { userId, ...wanted }: Wanted,
): Promise<{ ticket: string; challenge: string }> {
  const challenge = randomBytes(32).toString("base64url");
  const bound = { browser: browserToken(ctx), ...(userId && { userId }) };
  const data = { ...wanted, challenge };
  const ticket = await ctx.write((tx) => issueToken(tx, passkeyChallenge, { data, ...bound }));
  return { ticket, challenge };
}

/**
 * Uses a challenge up, whatever comes of the answer to it.
 *
 * @param userId - whose it has to be.
 * @throws Failure BAD_REQUEST when it is over, or was made for something or somebody else
 */
export async function spendChallenge(
  ctx: ActionContext<Actor>,
  { ticket, ceremony, userId }: { ticket: string; ceremony: Ceremony; userId?: string },
): Promise<KnownToken<typeof Data>> {
  const given = { token: ticket, browser: ctx.readCookie(DEVICE_COOKIE) };
  const known = await ctx.write((tx) => useToken(tx, passkeyChallenge, given));
  const isFor = known?.data.ceremony === ceremony && (userId === undefined || known.userId === userId);
  if (!known || !isFor) throw badRequest("This took too long, or was answered before. Try again.");
  return known;
}
