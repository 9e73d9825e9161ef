import { isIP } from "node:net";
import { type Reach, usualReach } from "./reach.ts";

/** A URL that this installation does not call. The message says why, in words for whoever gave it. */
export class ForbiddenUrlError extends Error {
  override name = "ForbiddenUrlError";
}

const MOST_CHARACTERS = 2_000;
const localNames =
  /^(?:[^.]+|.*\.(?:localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|onion|test|invalid|example))$/;

/**
 * A URL somebody gave to be called, if it may be. Its host may still be a name that leads elsewhere: that is checked when it is called.
 *
 * @throws ForbiddenUrlError
 * @example const url = outgoingUrl("https://example.com/hooks");
 */
export function outgoingUrl(given: string, reach: Reach = usualReach()): URL {
  if (given.length > MOST_CHARACTERS) throw new ForbiddenUrlError(`Use at most ${MOST_CHARACTERS} characters.`);
  // Parsers disagree about these: what one takes for a path is a host to the next.
  if (/[^\x21-\x7e]|\\/.test(given)) {
    throw new ForbiddenUrlError("Use plain letters without spaces; write other alphabets in their encoded form.");
  }
  if (!URL.canParse(given)) throw new ForbiddenUrlError("This is not a URL such as https://example.com/hooks.");
  const url = new URL(given);
  if (!reach.protocols.includes(url.protocol)) throw new ForbiddenUrlError("It has to begin with https://.");
  if (url.username || url.password || /^[a-z]+:\/*[^/?#]*@/i.test(given)) {
    throw new ForbiddenUrlError("Leave out the user name and password.");
  }
  requireReachableHost(hostOf(url), reach);
  url.hash = "";
  return url;
}

/** The host without the brackets around an IPv6 address. Whatever way a number was written, this is the usual one. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function requireReachableHost(host: string, reach: Reach): void {
  if (reach.hosts && !reach.hosts.some((listed) => isListed(host, listed))) {
    throw new ForbiddenUrlError(`${host} is not among the hosts that this installation calls.`);
  }
  const isName = isIP(host) === 0;
  if (!isName && !reach.mayReach(host))
    throw new ForbiddenUrlError(`${host} is not an address of the public internet.`);
  if (isName && host.endsWith(".")) throw new ForbiddenUrlError("Leave out the dot at the end of the host.");
  if (isName && !reach.localNames && localNames.test(host)) {
    throw new ForbiddenUrlError(`${host} is not a name of the public internet.`);
  }
}

function isListed(host: string, listed: string): boolean {
  return listed.startsWith("*.") ? host.endsWith(listed.slice(1)) : host === listed;
}
