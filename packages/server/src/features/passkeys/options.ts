import { createHash } from "node:crypto";
import type { z } from "zod";
import type { User } from "../accounts/table.ts";
import { CHALLENGE_LIFE_MS } from "./challenges.ts";
import type { AssertionQuestion, RegistrationQuestion } from "./outputs.ts";
import { relyingParty } from "./relying-party.ts";
import type { Passkey } from "./table.ts";

/** What keys may be made of, the best first: Ed25519, ECDSA over P-256, and RSA for Windows. */
export const algorithms = [-8, -7, -257];

type Known = Pick<Passkey, "credentialId" | "transports">;

/** What a browser is to be asked to make a passkey for somebody, unless they have one on it. */
export function creationOptions(
  user: Pick<User, "id" | "email" | "name">,
  { challenge, known }: { challenge: string; known: readonly Known[] },
): z.input<typeof RegistrationQuestion>["options"] {
  const { id, name } = relyingParty();
  return {
    challenge,
    rp: { id, name },
    user: { id: userHandleOf(user.id), name: user.email, displayName: user.name },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: CHALLENGE_LIFE_MS,
    attestation: "none",
    excludeCredentials: known.map(describe),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  };
}

/** What a browser is to be asked to show one of these passkeys, or any it has when there are none. */
export function requestOptions(
  challenge: string,
  known: readonly Known[],
): z.input<typeof AssertionQuestion>["options"] {
  const { id: rpId } = relyingParty();
  const allowCredentials = known.map(describe);
  return { challenge, rpId, timeout: CHALLENGE_LIFE_MS, allowCredentials, userVerification: "required" };
}

/** What authenticators call a person: always the same, and nothing that names them. */
export function userHandleOf(userId: string): string {
  return createHash("sha256").update(`passkeys of ${userId}`).digest("base64url");
}

const describe = ({ credentialId: id, transports }: Known) => ({ type: "public-key" as const, id, transports });
