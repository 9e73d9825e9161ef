import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { AssertionResponse, RegistrationResponse } from "../src/features/passkeys/inputs.ts";

/** A passkey as a device holds it: the half that never leaves it. */
export interface HeldPasskey {
  id: string;
  privateKey: KeyObject;
  userHandle: string;
  /** How often it was used. Stays 0 in those that do not count. */
  counter: number;
}

/** What a broken or hostile device or browser says in place of the truth. */
export interface Lies {
  origin?: string;
  rpId?: string;
  /** `webauthn.create` where it should be `webauthn.get`, or the other way. */
  type?: string;
  challenge?: string;
  /** That a page of another site had it asked for in a frame. */
  crossOrigin?: boolean;
  /** That somebody was there, and was recognised. */
  present?: boolean;
  verified?: boolean;
  counter?: number;
  userHandle?: string | undefined;
  /** The COSE number of an algorithm. */
  algorithm?: number;
  /** Says that whoever built the device vouches for it. */
  certificate?: Uint8Array;
  /** How it says so, or that the new key vouches for itself: `packed`. */
  format?: string;
}

interface Question {
  challenge: string;
}

const ORIGIN = "http://localhost:3000";
const ES256 = -7;

/** What a device with a fingerprint reader does when a site asks for a passkey. */
export function makePasskey(
  options: Question & { rp: { id: string }; user: { id: string } },
  lies: Lies = {},
): { passkey: HeldPasskey; response: RegistrationResponse } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, lies.algorithm ?? ES256],
    [-1, 1],
    [-2, bytesOf(x)],
    [-3, bytesOf(y)],
  ]);
  const id = randomBytes(16);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const attested = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(key)]);
  const authData = authenticatorData(options.rp.id, { counter: 0, attested, ...lies });
  const forged: [string, number | Uint8Array][] = [
    ["alg", ES256],
    ["sig", new Uint8Array(64)],
  ];
  const statement = new Map<string, number | Uint8Array | Uint8Array[]>(
    lies.certificate ? [["x5c", [lies.certificate]]] : lies.format ? forged : [],
  );
  const attestation = new Map<string, string | Uint8Array | typeof statement>([
    ["fmt", lies.format ?? (lies.certificate ? "packed" : "none")],
    ["attStmt", statement],
    ["authData", new Uint8Array(authData)],
  ]);
  return {
    passkey: { id: id.toString("base64url"), privateKey, userHandle: options.user.id, counter: 0 },
    response: {
      id: id.toString("base64url"),
      clientDataJSON: clientData(options, { type: "webauthn.create", ...lies }).toString("base64url"),
      attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString("base64url"),
      transports: ["internal"],
    },
  };
}

/** What it does when the site asks for the passkey again. It counts, once it has begun to. */
export function showPasskey(
  passkey: HeldPasskey,
  options: Question & { rpId: string },
  lies: Lies = {},
): AssertionResponse {
  if (passkey.counter > 0) passkey.counter += 1;
  const data = authenticatorData(options.rpId, { counter: passkey.counter, ...lies });
  const client = clientData(options, { type: "webauthn.get", ...lies });
  const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
  const userHandle = "userHandle" in lies ? lies.userHandle : passkey.userHandle;
  return {
    id: passkey.id,
    clientDataJSON: client.toString("base64url"),
    authenticatorData: data.toString("base64url"),
    signature: sign("sha256", signed, passkey.privateKey).toString("base64url"),
    ...(userHandle && { userHandle }),
  };
}

function authenticatorData(
  rpId: string,
  { attested, counter = 0, present = true, verified = true, ...lies }: Lies & { attested?: Buffer },
): Buffer {
  const flags = (present ? 0x01 : 0) | (verified ? 0x04 : 0) | (attested ? 0x40 : 0);
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags);
  rest.writeUInt32BE(counter, 1);
  const rpIdHash = createHash("sha256")
    .update(lies.rpId ?? rpId)
    .digest();
  return Buffer.concat([rpIdHash, rest, attested ?? Buffer.alloc(0)]);
}

function clientData({ challenge }: Question, { type, origin = ORIGIN, crossOrigin = false, ...lies }: Lies): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: lies.challenge ?? challenge, origin, crossOrigin }));
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
