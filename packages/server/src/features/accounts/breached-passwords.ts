/** Knows passwords that were stolen somewhere. */
export interface BreachedPasswords {
  /** Never rejects: when it cannot be found out, the password passes. */
  isBreached(password: string): Promise<boolean>;
}

/** Asks nobody: what an installation does that was told nothing else. */
export const askNobody: BreachedPasswords = { isBreached: async () => false };

let used = askNobody;

/** Says whom this process asks. */
export function useBreachedPasswords(port: BreachedPasswords): void {
  used = port;
}

export function breachedPasswords(): BreachedPasswords {
  return used;
}
