import type { Samples } from "../../access/samples.ts";

export const signInLinkSamples: Samples<"signInLinks"> = {
  ask: ({ email }) => ({ email }),
  use: () => ({ ticket: "a ticket that leads nowhere", code: "ABCD-EFGH" }),
};
