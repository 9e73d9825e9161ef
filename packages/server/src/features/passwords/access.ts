import type { Samples } from "../../access/samples.ts";

export const passwordSamples: Samples<"passwords"> = {
  forgot: ({ email }) => ({ email }),
  reset: () => ({ token: "a link that leads nowhere", password: "another long password" }),
};
