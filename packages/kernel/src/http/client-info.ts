import type { IncomingMessage } from "node:http";
import type { ClientInfo } from "../context.ts";

/**
 * Who calls, as far as the network tells.
 *
 * @param trustedProxies - how many proxies stand in front; each appends the address it saw to `X-Forwarded-For`, so only that many
 *   entries from the right can be believed.
 */
export function clientInfo(request: IncomingMessage, trustedProxies: number): ClientInfo {
  const userAgent = request.headers["user-agent"]?.slice(0, 400) ?? null;
  const direct = request.socket.remoteAddress ?? null;
  if (trustedProxies === 0) return { address: direct, userAgent };
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim());
  return { address: forwarded.at(-trustedProxies)?.slice(0, 64) || direct, userAgent };
}
