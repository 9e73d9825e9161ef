import { notifications } from "@mantine/notifications";
import { isFailure, isUnreachable } from "@plinth/client";

const unreachable = "The server cannot be reached. Check your connection and try again.";

/** What to tell a person about an error, in words. */
export function failureWords(error: unknown): string {
  if (isFailure(error)) {
    const { code, requestId } = error.data;
    const ours = code === "INTERNAL_SERVER_ERROR" && requestId;
    return ours
      ? `${error.message} If it happens again, tell your administrator this number: ${requestId}`
      : error.message;
  }
  return isUnreachable(error) ? unreachable : "Something went wrong in this page. Reload it and try again.";
}

/** Shows a notice about an error. The same words are never shown twice at once. */
export function tellFailure(error: unknown): void {
  if (isFailure(error, "UNAUTHORIZED")) return;
  const message = failureWords(error);
  notifications.show({ id: message, message, color: "red", role: "alert", autoClose: 8_000 });
}

/** Shows that something was done, when the page itself does not make it obvious. */
export function tellDone(message: string): void {
  notifications.show({ id: message, message, autoClose: 4_000 });
}
