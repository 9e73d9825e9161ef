import type { RouterInputs, RouterOutputs } from "@plinth/client";
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { failureWords } from "../../failure-notice.ts";

// Between what the server asks and answers, and what browsers do.

type ToMake = RouterOutputs["passkeys"]["beginRegistration"]["options"];
type ToShow = RouterOutputs["passkeys"]["beginProof"]["options"];
export type MadePasskey = RouterInputs["passkeys"]["finishRegistration"]["response"];
export type ShownPasskey = RouterInputs["passkeys"]["finishProof"]["response"];

/** Whether this browser can do it here: over https or on this machine, and at a name rather than a number. */
export function canUsePasskeys(): boolean {
  const isNumber = /^[\d.]+$|^\[/.test(window.location.hostname);
  return window.isSecureContext && browserSupportsWebAuthn() && !isNumber;
}

/** Has the browser make a passkey. Rejects when the person would rather not; see `passkeyWords`. */
export async function makePasskey(options: ToMake): Promise<MadePasskey> {
  const excludeCredentials = options.excludeCredentials.map(asDescribed);
  const { id, response } = await startRegistration({ optionsJSON: { ...options, excludeCredentials } });
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, clientDataJSON, attestationObject, transports };
}

/** Has the browser show a passkey; with `autofill` once the person chooses one below a field of the page. */
export async function showPasskey(options: ToShow, { autofill = false } = {}): Promise<ShownPasskey> {
  const allowCredentials = options.allowCredentials.map(asDescribed);
  const { id, response } = await startAuthentication({
    optionsJSON: { ...options, allowCredentials },
    useBrowserAutofill: autofill,
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) };
}

/** What to tell a person about a passkey that was not made or shown; nothing where they would rather not. */
export function passkeyWords(error: unknown): string | null {
  if (error instanceof WebAuthnError) {
    if (error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
      return "This device has a passkey of yours already.";
    if (error.code === "ERROR_INVALID_DOMAIN" || error.code === "ERROR_INVALID_RP_ID")
      return "Passkeys do not work at this address. Open Plinth at the one your administrator gave you.";
    if (error.code === "ERROR_CEREMONY_ABORTED") return null;
  }
  if (error instanceof Error && /^(NotAllowed|Abort)Error$/.test(error.name)) return null;
  return error instanceof WebAuthnError ? "This device could not do it. Try another one." : failureWords(error);
}

// Safe because the words for transports are browsers' own, kept as they came.
const asDescribed = ({ id, type, transports }: ToShow["allowCredentials"][number]) => ({
  ...{ id, type, transports: transports as AuthenticatorTransport[] },
});
