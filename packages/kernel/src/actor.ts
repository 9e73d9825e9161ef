/** Nobody has signed in. */
export interface AnonymousActor {
  kind: "anonymous";
}

/** A person with a session. */
export interface UserActor {
  kind: "user";
  userId: string;
  sessionId: string;
  /** Runs this installation: may look after accounts, but sees no workspace they are not a member of. */
  operator: boolean;
  /** When they last proved that it is them, by a password or another factor. */
  provenAt?: Date | undefined;
  /** The operator who is signed in as this person. */
  impersonatorId?: string | undefined;
}

/** A program acting for a person, with no more than the rights listed in its scopes. */
export interface KeyActor {
  kind: "key";
  userId: string;
  keyId: string;
  scopes: readonly string[];
  /** The one tenant that it is limited to: of all others, and of what is in none, it sees and changes nothing. */
  tenantId?: string | undefined;
  operator: false;
}

/** The system itself: set-up, jobs, the command line on the server's machine. */
export interface SystemActor {
  kind: "system";
}

/** Who is calling. */
export type Actor = AnonymousActor | UserActor | KeyActor | SystemActor;

/** Someone whom rules can be asked about. */
export type SignedInActor = UserActor | KeyActor;

export const anonymous: AnonymousActor = { kind: "anonymous" };
export const system: SystemActor = { kind: "system" };
