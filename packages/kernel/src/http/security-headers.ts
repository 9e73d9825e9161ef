import type { ServerResponse } from "node:http";

// The component library injects style elements, so styles need 'unsafe-inline'; scripts do not.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const always = [
  ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=()"],
] as const;

const overHttps = [["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]] as const;

/** Headers every answer carries, errors and files included. */
export const securityHeaders = (secure: boolean) => (secure ? [...always, ...overHttps] : always);

export function setSecurityHeaders(response: ServerResponse, secure: boolean): void {
  for (const [name, value] of securityHeaders(secure)) response.setHeader(name, value);
}
