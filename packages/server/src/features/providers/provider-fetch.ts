import { anyReach, exchange, publicReach } from "@plinth/kernel";
import { type Provider, providersInUse } from "./provider.ts";

/** A provider did not answer, or with nothing that makes sense. */
export class ProviderDownError extends Error {
  override name = "ProviderDownError";
}

interface Sent {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: unknown;
}

const MOST_BYTES = 256 * 1_024;
const withoutBody = [101, 204, 205, 304];

/**
 * Calls a provider: within a time limit, for so many bytes, and without following where an answer leads. Where the provider itself is may be
 * called wherever that is, for whoever runs the installation named it; what its documents lead to besides must be in the public net.
 */
export function fetchFrom({ issuer }: Provider): (url: string, sent: Sent) => Promise<Response> {
  const { host } = new URL(issuer);
  return async (url, { method = "GET", headers = {}, body }) => {
    const text = body === undefined || body === null ? "" : String(body);
    const reach = URL.canParse(url) && new URL(url).host === host ? anyReach : publicReach;
    const { patienceMs = 8_000 } = providersInUse();
    try {
      const answer = await exchange(
        url,
        { method, headers, body: text },
        { reach, connectMs: patienceMs, totalMs: patienceMs, mostBytes: MOST_BYTES },
      );
      return new Response(withoutBody.includes(answer.status) ? null : answer.body, answer);
    } catch (cause) {
      throw new ProviderDownError(`${new URL(issuer).host}: ${String(cause)}`, { cause });
    }
  };
}
