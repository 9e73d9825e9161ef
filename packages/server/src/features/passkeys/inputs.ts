import { z } from "zod";
import { line, linkToken, rowId } from "../../fields.ts";
import { SignIn } from "../sessions/inputs.ts";

const base64url = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters`)
    .regex(/^[A-Za-z0-9_-]+$/, "Is not base64url");

/** What binds an answer to the question it answers. */
const ticket = linkToken;

const credentialId = base64url(1_400);

/** What the browser answers to `navigator.credentials.create()`: the parts that are looked at. */
const Registration = z.strictObject({
  id: credentialId,
  clientDataJSON: base64url(4_000),
  attestationObject: base64url(20_000),
  transports: z.array(z.string().regex(/^[a-z-]{1,20}$/, "Is no transport")).max(10),
});

/** What the browser answers to `navigator.credentials.get()`. */
const Assertion = z.strictObject({
  id: credentialId,
  clientDataJSON: base64url(4_000),
  authenticatorData: base64url(4_000),
  signature: base64url(4_000),
  userHandle: base64url(100).optional(),
});

export const PasskeyName = z.strictObject({ name: line(60) });

export const NewPasskey = PasskeyName.extend({ ticket, response: Registration });

export const PasskeyId = z.strictObject({ id: rowId });

export const PasskeyRename = PasskeyName.extend({ id: rowId });

export const PasskeySignIn = z.strictObject({ ticket, response: Assertion, as: SignIn.shape.as });

/** The ticket of a sign-in that asks for a second factor. */
export const SignInTicket = z.strictObject({ ticket });

/** `trustDevice` asks for no second factor in this browser for 30 days. */
export const PasskeySecondFactor = z.strictObject({
  ticket,
  response: Assertion,
  trustDevice: z.boolean().default(false),
});

export const PasskeyProof = PasskeySignIn;

export type RegistrationResponse = z.output<typeof Registration>;
export type AssertionResponse = z.output<typeof Assertion>;
