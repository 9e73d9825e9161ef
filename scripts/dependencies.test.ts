import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every package is one of the registry, with its hash", () => {
  const lines = readFileSync("pnpm-lock.yaml", "utf8").split("\n");
  const resolutions = lines.filter((line) => line.trim().startsWith("resolution:"));

  expect(resolutions.length).toBeGreaterThan(100);
  for (const line of resolutions) expect(line).toMatch(/^ +resolution: \{integrity: sha512-[\w+/]+={0,2}\}$/);
});
