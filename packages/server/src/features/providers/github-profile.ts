import { protectedResourceRequest } from "oauth4webapi";
import { z } from "zod";
import { callOptions } from "./discovery.ts";
import { type Profile, profileOf } from "./profile.ts";
import type { Provider } from "./provider.ts";
import { ProviderDownError } from "./provider-fetch.ts";

const GithubUser = z.object({ id: z.int().positive(), login: z.string(), name: z.string().nullish() });
const GithubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** Who a token of GitHub's is about. The number is kept: names can be changed, and taken by somebody else then. */
export async function fetchGithubProfile(provider: Provider, api: string, token: string): Promise<Profile> {
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => {
    const headers = new Headers({ accept: "application/vnd.github+json" });
    const url = new URL(`${api}${path}`);
    const answer = await protectedResourceRequest(token, "GET", url, headers, null, callOptions(provider));
    const json: unknown = answer.status === 200 ? await answer.json().catch(() => undefined) : undefined;
    const { data, success } = schema.safeParse(json);
    if (!success) throw new ProviderDownError(`${url.pathname} answered ${answer.status}`);
    return data;
  };
  const user = await read("/user", GithubUser);
  const primary = (await read("/user/emails", GithubEmails)).find((one) => one.primary);
  return profileOf({
    ...{ issuer: provider.issuer, subject: String(user.id), email: primary?.email },
    isVerified: primary?.verified ?? false,
    names: [user.name, user.login],
  });
}
