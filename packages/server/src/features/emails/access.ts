import type { Samples } from "../../access/samples.ts";

export const emailSamples: Samples<"emails"> = {
  resend: () => undefined,
  verify: () => ({ token: "a link that leads nowhere" }),
  change: () => ({ email: "another@example.com" }),
  pending: () => undefined,
  cancel: () => undefined,
  confirm: () => ({ token: "a link that leads nowhere" }),
  undo: () => ({ token: "a link that leads nowhere" }),
};
