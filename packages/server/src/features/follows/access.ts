import type { Samples } from "../../access/samples.ts";

export const followSamples: Samples<"follows"> = {
  state: ({ taskId }) => ({ taskId }),
  follow: ({ taskId }) => ({ taskId }),
  unfollow: ({ taskId }) => ({ taskId }),
};
