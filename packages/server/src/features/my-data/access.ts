import type { Samples } from "../../access/samples.ts";

const NO_EXPORT = "019c0000-0000-7000-8000-000000000000";

export const myDataSamples: Samples<"myData"> = {
  state: () => undefined,
  export: () => undefined,
  part: () => ({ exportId: NO_EXPORT, part: 1 }),
  deleteAccount: () => undefined,
  keepAccount: () => undefined,
};
