import { badRequest, Failure, type Logger } from "@plinth/kernel";
import {
  OperationProcessingError,
  PARSE_ERROR,
  RESPONSE_IS_NOT_CONFORM,
  RESPONSE_IS_NOT_JSON,
  ResponseBodyError,
  UnsupportedOperationError,
} from "oauth4webapi";
import type { Provider } from "./provider.ts";
import { ProviderDownError } from "./provider-fetch.ts";

/** What a provider answers when it is not itself. */
const nonsense: unknown[] = [PARSE_ERROR, RESPONSE_IS_NOT_CONFORM, RESPONSE_IS_NOT_JSON];

/** Says in words for people that a provider cannot be used now. What exactly is wrong is for the log. */
export function downFailure({ name, label }: Provider, error: unknown, log: Logger): Failure {
  log.warn({ provider: name, reason: String(error) }, "a provider cannot be used");
  return new Failure(
    "SERVICE_UNAVAILABLE",
    `${label} does not answer as it should. Try again in a moment, or sign in another way.`,
    { cause: error },
  );
}

/** The same for whatever went wrong with one sign-in: that it is the provider's day, or that what came back proves nothing. */
export function exchangeFailure(provider: Provider, error: unknown, log: Logger): unknown {
  if (error instanceof ProviderDownError) return downFailure(provider, error, log);
  if (error instanceof OperationProcessingError && nonsense.includes(error.code)) {
    return downFailure(provider, error, log);
  }
  if (error instanceof ResponseBodyError && /_client$/.test(error.error)) return downFailure(provider, error, log);
  const isRefusal = [OperationProcessingError, ResponseBodyError, UnsupportedOperationError].some(
    (kind) => error instanceof kind,
  );
  if (!isRefusal) return error;
  log.warn({ provider: provider.name, reason: String(error) }, "what a provider said is not believed");
  return badRequest(`${provider.label} did not confirm who you are. Start again.`);
}
