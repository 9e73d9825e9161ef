import { notFound } from "@plinth/kernel";

// Like its environment, the providers are the process's, so they are not handed from call to call.

/** Where people can sign in with an account they have elsewhere. */
export interface Provider {
  /** In addresses: `github`. */
  name: string;
  /** For people: `GitHub`. */
  label: string;
  /** Who vouches for people there. OpenID Connect finds everything else at this address. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** How the secret is sent. Default: the first of `basic` and `post` that the provider takes. */
  secretIn?: "basic" | "post";
  /** For GitHub, which speaks OAuth alone: where its API is. */
  githubApi?: string;
}

/** What a process signs people in with. */
export interface ProvidersInUse {
  providers: readonly Provider[];
  /** The address people use, without a trailing slash. */
  home: string;
  /** How long one call to a provider may take. Default 8,000. */
  patienceMs?: number;
}

let inUse: ProvidersInUse = { providers: [], home: "" };

/** Says which providers people can sign in with. */
export function useProviders(wanted: ProvidersInUse): void {
  inUse = wanted;
}

export function providersInUse(): ProvidersInUse {
  return inUse;
}

/** @throws Failure NOT_FOUND */
export function providerNamed(name: string): Provider {
  const provider = inUse.providers.find((one) => one.name === name);
  if (!provider) throw notFound("provider");
  return provider;
}

/** What people call a provider. One that the settings have lost is called by its name. */
export function labelOf(name: string): string {
  return inUse.providers.find((one) => one.name === name)?.label ?? name;
}

/** Where a provider sends people back to: a page of the web app, which has to be named in the provider's own settings. */
export function callbackUrl({ name }: Provider): string {
  return `${inUse.home}/auth/callback/${name}`;
}
