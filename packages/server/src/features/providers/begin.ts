import type { ActionContext, Actor } from "@plinth/kernel";
import {
  type AuthorizationServer,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
} from "oauth4webapi";
import { z } from "zod";
import { issueToken, tokenKind } from "../../one-time-tokens/one-time-tokens.ts";
import { browserToken } from "../devices/devices.ts";
import { serverOf } from "./discovery.ts";
import { callbackUrl, type Provider, providerNamed } from "./provider.ts";
import { downFailure } from "./provider-trouble.ts";

/** What somebody goes to a provider for. */
export const purposes = ["sign in", "link"] as const;

/** Goes to the provider and comes back with them, in the same browser. What only we may know of it stays here. */
export const journey = tokenKind({
  name: "provider",
  lifeMs: 10 * 60_000,
  data: z.strictObject({
    ...{ provider: z.string(), purpose: z.enum(purposes), next: z.string().nullable() },
    ...{ verifier: z.string(), nonce: z.string() },
  }),
});

interface Beginning {
  provider: string;
  purpose: (typeof purposes)[number];
  next: string | null;
  /** Whose account a link is for. */
  userId?: string;
}

/**
 * Sends somebody to a provider. What comes back counts once, in this browser, within ten minutes, and from that provider alone.
 *
 * @returns the address to open
 * @throws Failure NOT_FOUND, SERVICE_UNAVAILABLE
 */
export async function begin(
  ctx: ActionContext<Actor>,
  { provider: name, userId, ...rest }: Beginning,
): Promise<{ url: string }> {
  const provider = providerNamed(name);
  const server = await reachable(ctx, provider);
  const browser = browserToken(ctx);
  const [verifier, nonce] = [generateRandomCodeVerifier(), generateRandomNonce()];
  const data = { provider: name, verifier, nonce, ...rest };
  const state = await ctx.write((tx) => issueToken(tx, journey, { data, browser, ...(userId && { userId }) }));
  const url = new URL(server.authorization_endpoint ?? provider.issuer);
  const asked = {
    ...{ response_type: "code", client_id: provider.clientId, redirect_uri: callbackUrl(provider), state },
    ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
    ...(provider.githubApi ? { scope: "read:user user:email" } : { scope: "openid email profile", nonce }),
  };
  for (const [key, value] of Object.entries(asked)) url.searchParams.set(key, value);
  return { url: url.href };
}

/** Where a provider's endpoints are. @throws Failure SERVICE_UNAVAILABLE */
export function reachable(ctx: ActionContext<Actor>, provider: Provider): Promise<AuthorizationServer> {
  return serverOf(provider).catch((error: unknown) => {
    throw downFailure(provider, error, ctx.log);
  });
}
