import type { Samples } from "../../access/samples.ts";

export const recoveryCodeSamples: Samples<"recoveryCodes"> = {
  status: () => undefined,
  renew: () => undefined,
  confirmSignIn: () => ({ ticket: "a ticket that leads nowhere", code: "k3fm-9xq2-7hd4-p0wn-8rtz-c5v1" }),
};
