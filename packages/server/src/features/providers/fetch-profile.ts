import {
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  type Client,
  ClientSecretBasic,
  ClientSecretPost,
  getValidatedIdTokenClaims,
  type JsonObject,
  type JsonValue,
  OperationProcessingError,
  processAuthorizationCodeResponse,
  processUserInfoResponse,
  userInfoRequest,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from "oauth4webapi";
import { callOptions } from "./discovery.ts";
import { fetchGithubProfile } from "./github-profile.ts";
import { type Profile, profileOf } from "./profile.ts";
import { callbackUrl, type Provider } from "./provider.ts";

/** What a provider sent somebody back with, and what was kept of how they went there. */
export interface Return {
  state: string;
  code: string;
  /** Which issuer it says it is. */
  iss?: string | undefined;
  verifier: string;
  nonce: string;
}

/** Finds out who it is that a provider sent back. @throws what `exchangeFailure` puts into words */
export async function fetchProfile(
  provider: Provider,
  server: AuthorizationServer,
  { state, code, iss, verifier, nonce }: Return,
): Promise<Profile> {
  const options = callOptions(provider);
  const client: Client = { client_id: provider.clientId };
  const given = new URLSearchParams({ state, code, ...(iss !== undefined && { iss }) });
  const checked = validateAuthResponse(server, client, given, state);
  const response = await authorizationCodeGrantRequest(
    server,
    client,
    secretOf(provider, server),
    checked,
    callbackUrl(provider),
    verifier,
    options,
  );
  if (provider.githubApi) {
    const { access_token } = await processAuthorizationCodeResponse(server, client, response);
    return fetchGithubProfile(provider, provider.githubApi, access_token);
  }
  const tokens = await processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  // Whatever the connection it came over: the token has to be the provider's own.
  await validateApplicationLevelSignature(server, response, options);
  const claims = getValidatedIdTokenClaims(tokens);
  if (!claims) throw new OperationProcessingError("there is no ID token");
  const said: JsonObject = { ...claims };
  if (said.email === undefined && server.userinfo_endpoint) {
    const answer = await userInfoRequest(server, client, tokens.access_token, options);
    Object.assign(said, await processUserInfoResponse(server, client, claims.sub, answer));
  }
  return profileOf({
    ...{ issuer: claims.iss, subject: claims.sub, email: said.email },
    isVerified: isVerified(said),
    names: [said.name, said.preferred_username],
  });
}

/** Entra leaves the usual claim out, and says in one of its own whether the domain of an address is its directory's. */
function isVerified({ email_verified, xms_edov }: JsonObject): boolean {
  const yes: (JsonValue | undefined)[] = [true, 1, "1", "true"];
  return email_verified === undefined ? yes.includes(xms_edov) : email_verified === true;
}

function secretOf({ secretIn, clientSecret }: Provider, server: AuthorizationServer) {
  // Where a provider does not say, it takes `basic`.
  const { token_endpoint_auth_methods_supported: taken = ["client_secret_basic"] } = server;
  const usual = taken.includes("client_secret_basic") ? "basic" : "post";
  return (secretIn ?? usual) === "basic" ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}
