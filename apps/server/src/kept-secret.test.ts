import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptSecret } from "./kept-secret.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-secret-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the first start makes a secret up, later ones find it, and nobody else may read it", () => {
  const path = join(folder, "data", "plinth.secret");

  const secret = keptSecret(path);

  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(path)).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "data"))).toEqual(["plinth.secret"]);
  expect(keptSecret(join(folder, "other.secret"))).not.toBe(secret);
});
