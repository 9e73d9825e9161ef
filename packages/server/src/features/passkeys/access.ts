import type { Samples } from "../../access/samples.ts";

// Nobody here holds the key behind it, so what is shown is refused once it is looked at.
const ticket = "a ticket that leads nowhere";
const response = { id: "AAAA", clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" };
const made = { id: "AAAA", clientDataJSON: "AAAA", attestationObject: "AAAA", transports: ["internal"] };

export const passkeySamples: Samples<"passkeys"> = {
  list: () => undefined,
  beginRegistration: () => undefined,
  finishRegistration: () => ({ ticket, response: made, name: "Laptop" }),
  rename: ({ passkeyId }) => ({ id: passkeyId, name: "Renamed" }),
  remove: ({ passkeyId }) => ({ id: passkeyId }),
  beginSignIn: () => undefined,
  finishSignIn: () => ({ ticket, response }),
  beginSecondFactor: () => ({ ticket }),
  finishSecondFactor: () => ({ ticket, response }),
  beginProof: () => undefined,
  finishProof: () => ({ ticket, response }),
};
