import { type ActionContext, type Actor, badRequest, forbidden } from "@plinth/kernel";
import type { z } from "zod";
import { type KnownToken, useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { DEVICE_COOKIE } from "../devices/devices.ts";
import type { SignInOutcome } from "../sessions/complete-sign-in.ts";
import { journey, type purposes, reachable } from "./begin.ts";
import { fetchProfile } from "./fetch-profile.ts";
import type { ComingBack } from "./inputs.ts";
import { link } from "./link.ts";
import type { Profile } from "./profile.ts";
import { providerNamed } from "./provider.ts";
import { exchangeFailure } from "./provider-trouble.ts";
import { signInWith } from "./sign-in-with.ts";

/** What came of it, and where they wanted to go. */
export interface Finished extends SignInOutcome {
  purpose: (typeof purposes)[number];
  next: string | null;
}

/**
 * Takes in somebody whom a provider sent back: signs them in, or links their account there to the one here.
 *
 * @throws Failure BAD_REQUEST, NOT_FOUND, FORBIDDEN, CONFLICT, SERVICE_UNAVAILABLE
 */
export async function finish(ctx: ActionContext<Actor>, input: z.output<typeof ComingBack>): Promise<Finished> {
  const provider = providerNamed(input.provider);
  const server = await reachable(ctx, provider);
  const given = { token: input.state, browser: ctx.readCookie(DEVICE_COOKIE) };
  const known = await ctx.write((tx) => useToken(tx, journey, given));
  // A browser that knows nothing of it was led here by somebody else.
  if (!known || known.data.provider !== provider.name) {
    throw badRequest("This sign-in is over, or was begun in another browser. Start again.");
  }
  const { purpose, next } = known.data;
  if (purpose === "link") requireSamePerson(ctx.actor, known);
  const returned = { ...input, verifier: known.data.verifier, nonce: known.data.nonce };
  const profile = await fetchProfile(provider, server, returned).catch((error: unknown) => {
    throw exchangeFailure(provider, error, ctx.log);
  });
  const ended: (of: Profile) => Promise<SignInOutcome> =
    purpose === "link" ? (of) => link(ctx, provider, of) : (of) => signInWith(ctx, provider, of);
  return { ...(await ended(profile)), purpose, next };
}

/** Whoever has signed in as somebody else meanwhile would take what is linked along. */
function requireSamePerson(actor: Actor, { userId }: KnownToken<typeof journey.data>): void {
  if (actor.kind === "user" && actor.userId === userId && !actor.impersonatorId) return;
  throw forbidden("Sign in as the person who began this, and start again.");
}
