import { isFailure, isUnreachable } from "../failure.ts";

const MOST_TRIES = 5;
const FIRST_PAUSE_MS = 250;

/** Calls until it works, at most five times, as long as what goes wrong may pass: the server is busy or cannot be reached. */
export async function withRetries<T>(call: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(attempt);
    } catch (error) {
      if (attempt === MOST_TRIES || !mayPass(error)) throw error;
      await pause(pauseMs(error, attempt));
    }
  }
}

function mayPass(error: unknown): boolean {
  return isUnreachable(error) || isFailure(error, "SERVICE_UNAVAILABLE") || isFailure(error, "TOO_MANY_REQUESTS");
}

/** Doubles with each try, and differs a little from client to client. */
function pauseMs(error: unknown, attempt: number): number {
  const usual = FIRST_PAUSE_MS * 2 ** attempt * (0.75 + Math.random() / 2);
  const asked = isFailure(error) ? Number(error.data.details?.retryAfterSeconds ?? 0) * 1_000 : 0;
  return Math.min(Math.max(usual, asked), 30_000);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
