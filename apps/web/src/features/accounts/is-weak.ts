import { isFailure } from "@plinth/client";

/** Whether the server refused a password for being too easy to guess. */
export function isWeak(error: unknown): boolean {
  return isFailure(error, "BAD_REQUEST") && error.data.details?.why === "weak";
}
