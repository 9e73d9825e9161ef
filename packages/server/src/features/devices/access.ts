import type { Samples } from "../../access/samples.ts";

export const deviceSamples: Samples<"devices"> = {
  listTrusted: () => undefined,
  distrust: ({ deviceId }) => ({ id: deviceId }),
  distrustAll: () => undefined,
};
