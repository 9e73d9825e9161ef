import type { Provider } from "./provider.ts";

/** What a provider calls this installation, and what it knows it by. */
export type Client = Pick<Provider, "clientId" | "clientSecret">;

/** GitHub. It speaks OAuth without OpenID Connect, so who somebody is comes from its API. */
export function github(client: Client): Provider {
  return {
    ...{ name: "github", label: "GitHub", issuer: "https://github.com/login/oauth", secretIn: "post", ...client },
    githubApi: "https://api.github.com",
  };
}

export function google(client: Client): Provider {
  return { name: "google", label: "Google", issuer: "https://accounts.google.com", secretIn: "post", ...client };
}

/** @param tenant - the id of the directory whose people may sign in. Not `common`: an address means nothing if any directory may say it. */
export function microsoft({ tenant, ...client }: Client & { tenant: string }): Provider {
  const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
  return { name: "microsoft", label: "Microsoft", issuer, secretIn: "post", ...client };
}
