import type { Samples } from "../../access/samples.ts";

export const importSamples: Samples<"imports"> = {
  list: ({ projectId }) => ({ projectId }),
  start: ({ projectId }) => ({ projectId, source: "csv" }),
  addRows: ({ importId }) => ({
    id: importId,
    rows: [{ line: 1, row: { kind: "task", externalId: "1", title: "New" } }],
  }),
  finish: ({ importId }) => ({ id: importId }),
};
