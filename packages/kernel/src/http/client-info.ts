import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
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
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  return { address: addressIn(forwarded.at(-trustedProxies) ?? "") ?? direct, userAgent };
}

/** The address alone: some proxies add the port, which would make every connection a client of its own. */
function addressIn(entry: string): string | undefined {
  const [, bracketed, dotted] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::\d{1,5})?$/i.exec(entry.trim()) ?? [];
  const address = bracketed ?? dotted ?? entry.trim();
  return isIP(address) ? address : undefined;
}
