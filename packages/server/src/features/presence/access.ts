import type { Samples } from "../../access/samples.ts";

const tabId = "5f0c1e52-8a43-4b7e-a0c7-6d1d5f0e9b21";

export const presenceSamples: Samples<"presence"> = {
  here: ({ taskId }) => ({ taskId, tabId }),
  gone: ({ taskId }) => ({ taskId, tabId }),
  on: ({ taskId }) => ({ taskId }),
};
