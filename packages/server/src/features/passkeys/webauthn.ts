import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from "@simplewebauthn/server/helpers";
import type { AssertionResponse, RegistrationResponse } from "./inputs.ts";
import { algorithms } from "./options.ts";
import { relyingParty } from "./relying-party.ts";
import type { Passkey } from "./table.ts";

// The library takes half a second to load, so nothing imports this file before a passkey is there to be checked.

/** A response that holds: what is to be kept. */
export type VerifiedRegistration = Pick<Passkey, "credentialId" | "publicKey" | "counter" | "isSynced" | "isBackedUp">;
export type VerifiedAssertion = Pick<Passkey, "counter" | "isBackedUp">;

/** @throws Error that says what does not hold */
export async function verifyRegistration(
  { id, transports: _, ...response }: RegistrationResponse,
  expectedChallenge: string,
): Promise<VerifiedRegistration> {
  refuseFrames(response.clientDataJSON);
  refuseCertificates(response.attestationObject);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...asCredential(id), response },
    ...expectations(expectedChallenge),
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error("the attestation does not hold");
  const { credential, credentialDeviceType, credentialBackedUp: isBackedUp } = registrationInfo;
  if (credential.id !== id) throw new Error("the authenticator calls the credential something else");
  return {
    ...{ credentialId: credential.id, publicKey: isoBase64URL.fromBuffer(credential.publicKey) },
    ...{ counter: credential.counter, isSynced: credentialDeviceType === "multiDevice", isBackedUp },
  };
}

/** Checks all but the counter, which tells something only once the signature holds. @throws Error that says what does not hold */
export async function verifyAssertion(
  { id, userHandle: _, ...response }: AssertionResponse,
  { passkey, challenge }: { passkey: Passkey; challenge: string },
): Promise<VerifiedAssertion> {
  refuseFrames(response.clientDataJSON);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...asCredential(id), response },
    ...expectations(challenge),
    credential: { id, publicKey: isoBase64URL.toBuffer(passkey.publicKey), counter: 0 },
  });
  if (!verified) throw new Error("the signature does not hold");
  return { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp };
}

/** No page of ours lets another site frame it, so nobody meant to be asked there: https://www.w3.org/TR/webauthn-3/#dom-collectedclientdata-crossorigin */
function refuseFrames(clientDataJSON: string): void {
  if (decodeClientDataJSON(clientDataJSON).crossOrigin)
    throw new Error("it was asked for inside a page of another site");
}

/** None is asked for, and to follow one would mean to read what strangers sign and to fetch what it names. */
function refuseCertificates(attestationObject: string): void {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const isPlain = ["none", "packed"].includes(decoded.get("fmt")) && !decoded.get("attStmt").get("x5c");
  if (!isPlain) throw new Error("it comes with a certificate, which was not asked for");
}

function expectations(expectedChallenge: string) {
  const { id: expectedRPID, origins } = relyingParty();
  return { expectedChallenge, expectedRPID, expectedOrigin: [...origins], requireUserVerification: true };
}

const asCredential = (id: string) => ({ id, rawId: id, type: "public-key" as const, clientExtensionResults: {} });
