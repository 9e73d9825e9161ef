import { InvalidArgumentError } from "commander";

/** Reads an option that may be given several times. */
export function repeated(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

/** Reads a whole number, at least `least`. */
export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(`Give a whole number, at least ${least}.`);
    }
    return number;
  };
}
