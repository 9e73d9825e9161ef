import type { Samples } from "../../access/samples.ts";

export const deviceLoginSamples: Samples<"deviceLogins"> = {
  begin: () => ({ host: "laptop" }),
  poll: ({ deviceCode }) => ({ deviceCode }),
  find: ({ userCode }) => ({ userCode }),
  approve: ({ userCode }) => ({ userCode }),
  deny: ({ userCode }) => ({ userCode }),
};
