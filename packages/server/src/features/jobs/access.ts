import type { Samples } from "../../access/samples.ts";

export const jobSamples: Samples<"jobs"> = {
  list: () => ({}),
  depths: () => undefined,
  retry: ({ deadJobId }) => ({ id: deadJobId }),
  cancel: ({ jobId }) => ({ id: jobId }),
};
