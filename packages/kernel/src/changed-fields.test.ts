import { expect, test } from "vitest";
import { changedFields } from "./changed-fields.ts";

test("what is left out, and what is there already, is no change", () => {
  const row = { name: "A", color: "red", at: new Date(5), tags: ["x"], estimate: 3 as number | null };

  expect(changedFields(row, { name: "B", color: "red", at: undefined })).toEqual({
    ...{ fields: ["name"], values: { name: "B" } },
  });
  expect(changedFields(row, { at: new Date(5), tags: ["x"] })).toEqual({ fields: [], values: {} });
  expect(changedFields(row, { at: new Date(6), estimate: null }).fields).toEqual(["at", "estimate"]);
});
