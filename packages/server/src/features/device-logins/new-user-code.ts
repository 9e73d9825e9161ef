import { randomSigns } from "../../one-time-tokens/token.ts";
import { LENGTH, LETTERS } from "./user-code.ts";

/** What a person compares and types, such as `BCDF-GHJK`: 34 bits, which ten minutes and few attempts make enough. */
export function newUserCode(): string {
  const letters = randomSigns(LETTERS, LENGTH);
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}
