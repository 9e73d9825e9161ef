import { expect, test } from "vitest";
import { nearestColor } from "./label-color.ts";

test("GitHub's usual label colours keep their character", () => {
  const usual = {
    d73a4a: "red",
    "0075ca": "blue",
    a2eeef: "cyan",
    "7057ff": "violet",
    d876e3: "grape",
    "0e8a16": "green",
  };
  for (const [hex, color] of Object.entries(usual)) expect([hex, nearestColor(hex)]).toEqual([hex, color]);
});

test("what has no hue is gray", () => {
  for (const hex of ["ffffff", "000000", "cfd3d7", "ededed", "", "red", "12345", null]) {
    expect([hex, nearestColor(hex)]).toEqual([hex, "gray"]);
  }
});
