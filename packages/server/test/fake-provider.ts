import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Provider } from "../src/features/providers/provider.ts";

type Json = Record<string, unknown>;

/** What of a provider's work is done otherwise than it should be. */
export interface Bent {
  /** The document that tells where everything is. */
  document?(document: Json): Json;
  claims?(claims: Json): Json;
  header?(header: Json): Json;
  /** Signs the token. */
  sign?(signed: string): string;
  tokens?(tokens: Json): Json;
  /** Answers instead of the provider. */
  answer?: Partial<Record<string, (response: ServerResponse) => void>>;
  /** Takes any code without its proof. */
  withoutProof?: boolean;
}

/** What comes back from a visit. */
export interface Returned {
  state: string;
  code: string;
  iss?: string;
}

/** An OpenID Connect provider that can be bent to do anything. */
export interface FakeProvider extends AsyncDisposable {
  provider: Provider;
  issuer: string;
  bent: Bent;
  publicKey: KeyObject;
  /** Signs somebody in there, as the person with this subject. */
  visit(url: string, said?: Json): Returned;
  /** What it was asked, as `POST /token`, with the body. */
  asked: { what: string; body: string }[];
}

const base64 = (json: Json) => Buffer.from(JSON.stringify(json)).toString("base64url");
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

export async function startFakeProvider(name: string): Promise<FakeProvider> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const visits = new Map<string, { challenge: string | null; claims: Json }>();
  const publicKey = createPublicKey(privateKey);
  const clientId = `client of ${name}`;
  const fake: FakeProvider = {
    ...{ issuer, publicKey, bent: {}, asked: [] },
    provider: { name, label: `The ${name}`, issuer, clientId, clientSecret: "a secret between the two" },
    visit(url, said = {}) {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      const now = Math.floor(Date.now() / 1_000);
      const claims = {
        ...{ iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce: asked.get("nonce"), sub: randomUUID() },
        ...said,
      };
      visits.set(code, { challenge: asked.get("code_challenge"), claims });
      return { state: asked.get("state") ?? "", code };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", issuer);
    const body = await text(request);
    fake.asked.push({ what: `${request.method} ${pathname}`, body });
    const { answer, document = same, tokens = same } = fake.bent;
    const instead = answer?.[pathname];
    if (instead) return instead(response);
    const send = (json: Json | Json[], status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    if (pathname === "/.well-known/openid-configuration") send(document(documentOf(issuer)));
    else if (pathname === "/jwks") send({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256" }] });
    else if (pathname === "/token") {
      const made = exchange(new URLSearchParams(body));
      send(made ? tokens(made) : { error: "invalid_grant" }, made ? 200 : 400);
    } else send({}, 404);
  }

  function exchange(form: URLSearchParams): Json | undefined {
    const code = form.get("code") ?? "";
    const visit = visits.get(code);
    visits.delete(code);
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!visit || (!fake.bent.withoutProof && proof !== visit.challenge)) return undefined;
    return { access_token: randomUUID(), token_type: "Bearer", id_token: tokenOf(visit.claims) };
  }

  function tokenOf(said: Json): string {
    const { claims = same, header = same, sign: signed = usualSignature } = fake.bent;
    const text = `${base64(header({ alg: "RS256", kid: "1" }))}.${base64(claims(said))}`;
    return `${text}.${signed(text)}`;
  }

  return fake;
}

const same = (json: Json) => json;
const usualSignature = (text: string) => sign("sha256", Buffer.from(text), privateKey).toString("base64url");

function documentOf(issuer: string): Json {
  return {
    ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
    ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ["code"], subject_types_supported: ["public"] },
    id_token_signing_alg_values_supported: ["RS256"],
  };
}
