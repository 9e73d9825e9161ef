import { z } from "zod";

const credential = z.object({ type: z.literal("public-key"), id: z.string(), transports: z.array(z.string()) });

/** What a browser is to be asked, as `PublicKeyCredential.parseCreationOptionsFromJSON` takes it. */
export const RegistrationQuestion = z.object({
  ticket: z.string(),
  options: z.object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number() })),
    timeout: z.number(),
    attestation: z.literal("none"),
    excludeCredentials: z.array(credential),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
  }),
});

/** The same, as `PublicKeyCredential.parseRequestOptionsFromJSON` takes it. */
export const AssertionQuestion = z.object({
  ticket: z.string(),
  options: z.object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.number(),
    allowCredentials: z.array(credential),
    userVerification: z.literal("required"),
  }),
});

export const PasskeyView = z.object({
  id: z.string(),
  name: z.string(),
  /** Whether it goes along to other devices of theirs. */
  isSynced: z.boolean(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
