import type { IncomingMessage } from "node:http";
import { Failure } from "../failure.ts";

/** Whose requests are answered at all. */
export interface GateOptions {
  /** Host names, without port, that requests may be addressed to. */
  hosts: readonly string[];
  /** Origins, such as `https://app.example.com`, whose pages may call procedures that change something. */
  origins: readonly string[];
}

/**
 * Refuses a call before anything of it is read: wrong host, wrong method, wrong content type, or sent by another site's page.
 * tRPC alone would run mutations from cross-site forms, which are multipart and so never ask first.
 *
 * @throws Failure
 */
export function passGate(request: IncomingMessage, options: GateOptions): void {
  checkHost(request, options.hosts);
  const { method } = request;
  if (method === "GET") return;
  if (method !== "POST") throw new Failure("METHOD_NOT_SUPPORTED", "Use GET or POST.");
  checkContentType(request);
  checkOrigin(request, options.origins);
}

export function checkHost(request: IncomingMessage, hosts: readonly string[]): void {
  const host = request.headers.host?.toLowerCase().replace(/:\d+$/, "");
  if (!host || !hosts.includes(host) || namesTwoHosts(request)) {
    throw new Failure("BAD_REQUEST", "This host name is not served here. Set PLINTH_URL to the address people use.");
  }
}

/** Node keeps the first of two `Host` headers; a proxy in front may have believed the second. */
function namesTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.length === 4 && rawHeaders[i]?.toLowerCase() === "host") hosts += 1;
  }
  return hosts > 1;
}

function checkContentType(request: IncomingMessage): void {
  const type = request.headers["content-type"];
  if (type !== "application/json" && !/^application\/json; ?charset=utf-8$/i.test(type ?? "")) {
    throw new Failure("UNSUPPORTED_MEDIA_TYPE", "Send application/json.");
  }
}

function checkOrigin(request: IncomingMessage, origins: readonly string[]): void {
  const { origin, cookie } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const foreign = () => new Failure("FORBIDDEN", "Calls from other sites are refused.");
  if (site !== undefined && site !== "same-origin") throw foreign();
  if (origin !== undefined && site === undefined && !origins.includes(origin)) throw foreign();
  // Every browser says where a POST comes from. What says nothing is a program, and programs do not send cookies.
  if (origin === undefined && site === undefined && cookie !== undefined) throw foreign();
}
