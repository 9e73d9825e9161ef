import type { IncomingMessage } from "node:http";
import { Failure } from "../failure.ts";
import { ProtocolFailure } from "./answers.ts";
import { bearerIn } from "./cookies.ts";

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
  checkAuthorization(request);
  const { method } = request;
  if (method === "GET") {
    checkQuery(request);
    return;
  }
  if (method !== "POST") throw new Failure("METHOD_NOT_SUPPORTED", "Use GET or POST.");
  checkContentType(request);
  checkOrigin(request, options.origins);
}

/**
 * Whoever sends an `Authorization` header says by it who they are. One that is not understood makes them neither nobody nor whom a cookie names.
 *
 * @throws Failure UNAUTHORIZED
 */
export function checkAuthorization({ headers: { authorization } }: IncomingMessage): void {
  if (authorization !== undefined && !bearerIn(authorization)) {
    throw new Failure("UNAUTHORIZED", "The Authorization header is not understood. Send it as: Bearer <token>");
  }
}

const MOST_HEADERS = 100;

/**
 * Refuses what a proxy in front may have read otherwise than Node does, on any route: two hosts, a body where none belongs, an encoding
 * that would have to be undone.
 *
 * @throws ProtocolFailure
 */
export function checkMessage({ rawHeaders, headers, method, httpVersion }: IncomingMessage): void {
  if (rawHeaders.length > 2 * MOST_HEADERS) {
    throw new ProtocolFailure(431, `The request has more than ${MOST_HEADERS} headers.`);
  }
  const hosts = countHosts(rawHeaders);
  if (hosts > 1 || (hosts === 0 && httpVersion === "1.1")) {
    throw new ProtocolFailure(400, "A request names one host, in one Host header.");
  }
  const transferEncoding = headers["transfer-encoding"];
  if (transferEncoding !== undefined && (transferEncoding.toLowerCase() !== "chunked" || httpVersion !== "1.1")) {
    throw new ProtocolFailure(400, "The only transfer encoding is chunked, and only in HTTP/1.1.");
  }
  const contentEncoding = headers["content-encoding"];
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== "identity") {
    throw new ProtocolFailure(415, "Send the body as it is, without Content-Encoding.");
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue") {
    throw new ProtocolFailure(417, "Only 100-continue can be expected.");
  }
  if (method !== "GET" && method !== "HEAD") return;
  if (transferEncoding !== undefined || Number(headers["content-length"] ?? 0) > 0) {
    throw new ProtocolFailure(400, `A ${method} request has no body. Send input in the address, or use POST.`);
  }
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.length === 4 && rawHeaders[i]?.toLowerCase() === "host") hosts += 1;
  }
  return hosts;
}

export function checkHost(request: IncomingMessage, hosts: readonly string[]): void {
  const host = request.headers.host?.toLowerCase().replace(/:\d+$/, "");
  if (!host || !hosts.includes(host)) {
    throw new Failure("BAD_REQUEST", "This host name is not served here. Set PLINTH_URL to the address people use.");
  }
}

// A byte beyond ASCII, or a percent sign that begins no byte. One at the very end is left: no input can end so.
const SUSPECT_PERCENT = /%(?:[89a-f]|(?![\da-f]{2}).)/i;

/** What is not UTF-8 would be replaced without a word on its way to a procedure, and so change what was asked. */
function checkQuery({ url = "" }: IncomingMessage): void {
  const start = url.indexOf("?");
  if (start === -1 || !SUSPECT_PERCENT.test(url)) return;
  if (!isPercentEncoded(url.slice(start))) {
    throw new Failure("BAD_REQUEST", "The address is not percent-encoded UTF-8.");
  }
}

/** @throws Failure for a path that no file and no page can have. */
export function checkPath(path: string): void {
  if (path.includes("%") && (path.includes("%00") || !isPercentEncoded(path))) {
    throw new Failure("BAD_REQUEST", "The address is not percent-encoded UTF-8.");
  }
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
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
