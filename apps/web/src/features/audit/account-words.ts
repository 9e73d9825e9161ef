type Data = Record<string, unknown>;

const firstFactors: Record<string, string> = {
  password: "a password",
  mail: "a mail",
  code: "a code of an app",
  provider: "an account elsewhere",
  passkey: "a passkey",
  approval: "an approval in another browser",
};

const secondFactors: Record<string, string> = {
  totp: ", and a code of an app",
  recovery: ", and a recovery code",
  passkey: ", and a passkey",
  "trusted browser": ", in a browser they trust",
};

const refusals: Record<string, string> = {
  credentials: "a wrong address or password",
  suspended: "the account is suspended",
  "second factor": "a wrong second factor",
  code: "a wrong code",
  passkey: "a passkey that opens nothing",
};

const by = ({ by }: Data) => firstFactors[String(by)] ?? String(by ?? "means unknown");

function signedIn(data: Data): string {
  if (data.by === "impersonation") return "began a session in somebody's place";
  return `signed in by ${by(data)}${secondFactors[String(data.secondFactor)] ?? ""}`;
}

function signedOut({ sessions, byOperator }: Data): string {
  if (byOperator) return "signed somebody out everywhere";
  if (sessions === undefined) return "signed out";
  return sessions === 1 ? "ended another session" : `ended ${sessions} sessions`;
}

/** What somebody did with an account, theirs but where it says so, as it follows after their name. */
const deeds: Record<string, string | ((data: Data) => string)> = {
  "account.created": "made an account",
  "account.renamed": "changed their name",
  "account.proved": (data) => `proved by ${by(data)} that it is them`,
  "account.proof_refused": (data) => `failed to prove by ${by(data)} that it is them`,
  "account.password_changed": "changed their password",
  "account.password_refused": "did not know their current password",
  "account.program_approved": ({ host }) => `let a program on ${host} in`,
  "account.program_denied": ({ host }) => `sent a program on ${host} away`,
  "account.password_reset": "chose a new password by a link in a mail",
  "account.claimed": "showed that an address is theirs, and took the account over",
  "account.email_verified": "confirmed their address",
  "account.email_change_asked": "asked for another address",
  "account.email_change_canceled": "gave up a change of their address",
  "account.email_changed": "changed their address",
  "account.email_restored": "took a change of their address back",
  "account.totp_begun": "began to set up an authenticator app",
  "account.totp_added": "set up an authenticator app",
  "account.totp_replaced": "set up another authenticator app",
  "account.totp_removed": "removed their authenticator app",
  "account.recovery_codes_renewed": "made new recovery codes",
  "account.recovery_code_used": "used a recovery code",
  "account.browser_trusted": "had a browser trusted for 30 days",
  "account.browser_distrusted": "had browsers trusted no more",
  "account.passkey_added": ({ passkey }) => `added the passkey “${passkey}”`,
  "account.passkey_renamed": ({ passkey, to }) => `renamed the passkey “${passkey}” to “${to}”`,
  "account.passkey_removed": ({ passkey }) => `removed the passkey “${passkey}”`,
  "account.passkey_suspected": ({ passkey }) => `showed what seems to be a copy of the passkey “${passkey}”`,
  "account.linked": ({ provider }) => `linked an account at ${provider}`,
  "account.unlinked": ({ provider }) => `unlinked an account at ${provider}`,
  "account.suspended": ({ reason }) => `suspended somebody: ${reason}`,
  "account.restored": "ended somebody's suspension",
  "account.operator_made": "made somebody an operator",
  "account.operator_unmade": "made somebody an operator no more",
  "account.impersonated": ({ reason }) => `signed in as somebody: ${reason}`,
  "account.impersonation_ended": "stopped acting in somebody's place",
  "account.export_requested": "asked for all that is known about them",
  "account.deletion_requested": "asked for their account to be deleted",
  "account.kept": "kept their account after all",
  "account.erased": "erased an account",
  "session.started": signedIn,
  "session.ended": signedOut,
  "session.refused": ({ reason }) => `was not let in: ${refusals[String(reason)] ?? reason}`,
};

/** What happened to an account or a session, as it follows after a person's name; `undefined` for whatever happens to anything else. */
export function accountWords(name: string, data: Data): string | undefined {
  const deed = deeds[name];
  return typeof deed === "function" ? deed(data) : deed;
}
