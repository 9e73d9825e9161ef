/** How somebody can prove anew that it is them: by their password, a code of a mail, a code of an app, a passkey. */
export const proofMethods = ["password", "mail", "code", "passkey"] as const;

export type ProofMethod = (typeof proofMethods)[number];
