import { eventNames } from "@plinth/server/inputs";
import { expect, test } from "vitest";
import { type AuditEntry, auditWords } from "./audit-words.ts";

const entry = (name: string, data: AuditEntry["data"]): AuditEntry => ({
  ...{ id: "1", name, at: "2026-11-23T12:00:00.000Z", actorKind: "user", actorId: "a", actorName: "Ada", data },
  ...{ impersonatorId: null, impersonatorName: null, address: null, requestId: "r", subjectId: "s" },
});

/** Facts as events of all kinds have them. */
const facts = {
  ...{ name: "Later", host: "laptop", passkey: "Laptop", provider: "acme", reason: "credentials", by: "password" },
  ...{ from: "Todo", to: "Done", movedTo: "Todo", role: "member", noun: "project", deed: "archive", fields: ["name"] },
  ...{ source: "csv", created: 1, updated: 2, sessions: 2 },
};

test.each(eventNames)("the audit log has words for %s", (name) => {
  const words = auditWords(entry(name, facts));

  expect(words).toMatch(/^[a-z]+ .*[^.]$/);
  expect(words).not.toBe(name.replace(".", " ").replaceAll("_", " "));
  expect(words).not.toMatch(/undefined|null|\[object/);
});

test("it says by what somebody got in, or why they did not", () => {
  const said = (name: string, data: AuditEntry["data"]) => auditWords(entry(name, data));

  expect(said("session.started", { by: "password", secondFactor: "totp" })).toBe(
    "signed in by a password, and a code of an app",
  );
  expect(said("session.started", { by: "impersonation" })).toBe("began a session in somebody's place");
  expect(said("session.ended", {})).toBe("signed out");
  expect(said("session.refused", { reason: "second factor" })).toBe("was not let in: a wrong second factor");
});
