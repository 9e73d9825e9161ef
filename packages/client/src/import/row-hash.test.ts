import { expect, test } from "vitest";
import { RowHash } from "./row-hash.ts";

/** FNV-1a as its authors write it. */
function reference(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & (2n ** 64n - 1n);
  return hash.toString(16).padStart(16, "0");
}

test("a row is named by the FNV-1a hash of its cells, so names never change between versions", () => {
  expect(reference("a")).toBe("af63dc4c8601ec8c");
  for (const cells of [
    [],
    [""],
    ["a"],
    ["a", ""],
    ["é 😀", '"', "\n"],
    Array.from({ length: 50 }, (_, at) => `${at}`),
  ]) {
    expect(new RowHash().of(cells)).toBe(`row-${reference(JSON.stringify(cells))}`);
  }
});
