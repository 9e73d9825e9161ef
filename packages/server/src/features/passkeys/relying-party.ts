/** Whom passkeys are made for: browsers show one only to the site it was made on. */
export interface RelyingParty {
  /** The site's domain. Passkeys are bound to it for good. */
  id: string;
  /** What people read when they make one. */
  name: string;
  /** From where they may be used. */
  origins: readonly string[];
}

let current: RelyingParty = { id: "localhost", name: "Plinth", origins: ["http://localhost:3000"] };

/** Says whom this process takes passkeys for. Like its environment it is the process's, so it is not handed from call to call. */
export function useRelyingParty(wanted: RelyingParty): void {
  current = wanted;
}

/** Whom passkeys are made for; who opens http://localhost:3000 unless it was told otherwise. */
export function relyingParty(): RelyingParty {
  return current;
}
