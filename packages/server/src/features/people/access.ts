import type { Samples } from "../../access/samples.ts";

const reason = "They asked for it";

export const peopleSamples: Samples<"people"> = {
  list: () => ({}),
  get: ({ userId }) => ({ id: userId }),
  suspend: ({ userId }) => ({ id: userId, reason }),
  restore: ({ suspendedId }) => ({ id: suspendedId }),
  makeOperator: ({ userId }) => ({ id: userId }),
  unmakeOperator: ({ deputyId }) => ({ id: deputyId }),
  endSessions: ({ userId }) => ({ id: userId }),
  impersonate: ({ userId }) => ({ id: userId, reason }),
  stopImpersonating: () => undefined,
};
