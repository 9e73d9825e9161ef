import type { IncomingMessage } from "node:http";
import type { Credentials } from "../authenticate.ts";

interface Cookie {
  name: string;
  value: string;
  expires: Date;
  secure: boolean;
}

// `__Host-` cookies cannot be set by a sibling domain or over plain http: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie
const fullName = (name: string, secure: boolean) => (secure ? `__Host-${name}` : name);

export function serializeCookie({ name, value, expires, secure }: Cookie): string {
  const attributes = [`${fullName(name, secure)}=${encodeURIComponent(value)}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  attributes.push(`Expires=${expires.toUTCString()}`);
  if (secure) attributes.push("Secure");
  return attributes.join("; ");
}

export function credentialsOf({ headers }: IncomingMessage, secure: boolean): Credentials {
  return {
    cookie: (name) => readCookie(headers.cookie ?? "", fullName(name, secure)),
    bearer: headers.authorization === undefined ? undefined : bearerIn(headers.authorization),
  };
}

/** The token of an `Authorization` header; `undefined` when it holds none that could be one. */
export function bearerIn(authorization: string): string | undefined {
  return /^Bearer ([\w.~+/-]{1,500}=*)$/i.exec(authorization)?.[1];
}

function readCookie(header: string, name: string): string | undefined {
  const values = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
