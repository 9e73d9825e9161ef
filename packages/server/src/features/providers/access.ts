import type { Samples } from "../../access/samples.ts";

export const providerSamples: Samples<"providers"> = {
  list: () => undefined,
  begin: () => ({ provider: "acme" }),
  beginLink: () => ({ provider: "acme" }),
  finish: () => ({ provider: "acme", state: "a state that nobody was given", code: "a code" }),
  connections: () => undefined,
  unlink: ({ connectionId }) => ({ id: connectionId }),
};
