import { github, google, microsoft, type Provider } from "@plinth/server";
import { z } from "zod";

const secret = z.string().min(1).optional();

/** What people sign in with besides: an id and a secret, as each provider gives them to whoever registers with it. */
export const providerSettings = {
  PLINTH_GITHUB_CLIENT_ID: secret,
  PLINTH_GITHUB_CLIENT_SECRET: secret,
  PLINTH_GOOGLE_CLIENT_ID: secret,
  PLINTH_GOOGLE_CLIENT_SECRET: secret,
  PLINTH_MICROSOFT_CLIENT_ID: secret,
  PLINTH_MICROSOFT_CLIENT_SECRET: secret,
  /** The directory whose people may sign in. */
  PLINTH_MICROSOFT_TENANT: z
    .guid("must be the id of one directory, such as 72f988bf-86f1-41af-91ab-2d7cd011db47")
    .optional(),
  /** Any others that speak OpenID Connect. */
  PLINTH_OIDC: z.string().transform(readOidc).optional(),
};

type Given = z.output<z.ZodObject<typeof providerSettings>>;

const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

const Oidc = z.array(
  z.strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, "is made of small letters, digits and -")
      .refine(
        (name) => !["github", "google", "microsoft"].includes(name),
        "is taken by a provider with settings of its own",
      ),
    label: z.string().trim().min(1).max(40).optional(),
    issuer: z
      .url({ protocol: /^https?$/, error: "is a URL such as https://id.example.com" })
      .refine(isEncrypted, "has to begin with https://"),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
  }),
);

/** Without encryption, anybody on the way could say who somebody is. */
function isEncrypted(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === "https:" || thisMachine.includes(hostname);
}

function readOidc(text: string, check: z.core.$RefinementCtx): Provider[] {
  const parsed = Oidc.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.path.length ? `${issue.path.join(".")}: ` : "";
    check.addIssue(
      `must be JSON such as [{"name":"acme","issuer":"https://id.example.com","clientId":"…","clientSecret":"…"}] (${at}${issue?.message})`,
    );
    return z.NEVER;
  }
  const names = parsed.data.map(({ name }) => name);
  if (new Set(names).size < names.length) check.addIssue("must give each provider a name of its own");
  return parsed.data.map(({ label, ...rest }) => ({ ...rest, label: label ?? rest.name }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The providers that are set up. @returns them, and what is missing of those that are set up in part, one line each */
export function providersOf(given: Given): { providers: Provider[]; missing: string[] } {
  const missing: string[] = [];
  const whole = <N extends keyof Given>(...names: N[]): Record<N, string> | undefined => {
    const lacking = names.filter((name) => given[name] === undefined);
    if (lacking.length < names.length) {
      for (const name of lacking)
        missing.push(`${name}: is needed with ${names.filter((one) => given[one]).join(" and ")}.`);
    }
    // Safe because none of them is lacking, and these are texts.
    return lacking.length === 0 ? (given as Record<N, string>) : undefined;
  };
  const forGithub = whole("PLINTH_GITHUB_CLIENT_ID", "PLINTH_GITHUB_CLIENT_SECRET");
  const forGoogle = whole("PLINTH_GOOGLE_CLIENT_ID", "PLINTH_GOOGLE_CLIENT_SECRET");
  const forMicrosoft = whole("PLINTH_MICROSOFT_CLIENT_ID", "PLINTH_MICROSOFT_CLIENT_SECRET", "PLINTH_MICROSOFT_TENANT");
  const providers = [
    forGithub &&
      github({ clientId: forGithub.PLINTH_GITHUB_CLIENT_ID, clientSecret: forGithub.PLINTH_GITHUB_CLIENT_SECRET }),
    forGoogle &&
      google({ clientId: forGoogle.PLINTH_GOOGLE_CLIENT_ID, clientSecret: forGoogle.PLINTH_GOOGLE_CLIENT_SECRET }),
    forMicrosoft &&
      microsoft({
        clientId: forMicrosoft.PLINTH_MICROSOFT_CLIENT_ID,
        clientSecret: forMicrosoft.PLINTH_MICROSOFT_CLIENT_SECRET,
        tenant: forMicrosoft.PLINTH_MICROSOFT_TENANT,
      }),
    ...(given.PLINTH_OIDC ?? []),
  ].filter((provider) => provider !== undefined);
  return { providers, missing };
}
