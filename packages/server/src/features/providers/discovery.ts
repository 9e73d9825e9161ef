import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from "oauth4webapi";
import type { Provider } from "./provider.ts";
import { fetchFrom } from "./provider-fetch.ts";

const KNOWN_FOR_MS = 3_600_000;

interface Found {
  server: Promise<AuthorizationServer>;
  until: number;
}

const found = new WeakMap<Provider, Found>();

/** How a provider is called: without encryption only on this machine, which settings allow for development alone. */
export function callOptions(provider: Provider) {
  const isPlain = new URL(provider.issuer).protocol === "http:";
  return { [customFetch]: fetchFrom(provider), [allowInsecureRequests]: isPlain };
}

/** Where a provider's endpoints are, as it says itself. Kept for an hour; what failed is tried again. */
export function serverOf(provider: Provider): Promise<AuthorizationServer> {
  const known = found.get(provider);
  if (known && known.until > Date.now()) return known.server;
  const server = provider.githubApi ? Promise.resolve(githubServer(provider)) : discover(provider);
  found.set(provider, { server, until: Date.now() + KNOWN_FOR_MS });
  server.catch(() => found.delete(provider));
  return server;
}

async function discover(provider: Provider): Promise<AuthorizationServer> {
  const issuer = new URL(provider.issuer);
  // It is refused when it is of another issuer than was asked.
  return processDiscoveryResponse(issuer, await discoveryRequest(issuer, callOptions(provider)));
}

function githubServer({ issuer }: Provider): AuthorizationServer {
  return { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/access_token` };
}
