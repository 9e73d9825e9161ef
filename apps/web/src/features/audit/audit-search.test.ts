import { expect, test } from "vitest";
import { AuditSearch, auditFilter } from "./audit-search.ts";

test("days are whole ones of whoever looks, the last one included", () => {
  const filter = auditFilter({ from: "2026-11-01", to: "2026-11-30" });

  expect(filter).toEqual({
    from: new Date(2026, 10, 1).toISOString(),
    before: new Date(2026, 11, 1).toISOString(),
  });
});

test("what is in an address and makes no sense is left out", () => {
  const search = AuditSearch.parse({ kind: "member", person: "ada", from: "yesterday", to: 7, subject: "x" });

  expect(auditFilter(search)).toEqual({ kind: "member", subjectId: "x" });
});
