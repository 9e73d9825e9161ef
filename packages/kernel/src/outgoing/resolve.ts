import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { ForbiddenUrlError } from "./outgoing-url.ts";
import type { Reach } from "./reach.ts";

/** Finds the addresses of a name. */
export type Resolve = (name: string) => Promise<LookupAddress[]>;

/** As every program of the machine does. */
export const systemResolve: Resolve = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });

/**
 * What a socket asks for the addresses it then connects to. It asks once and connects to nothing else, so a name that leads to another
 * address a moment later leads nowhere. One address that may not be called is reason enough to call none.
 */
export function checkedLookup(reach: Reach, resolve: Resolve): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (found) => {
        const forbidden = found.find(({ address }) => !reach.mayReach(address));
        const [first] = found;
        if (forbidden || !first) {
          // Which address that is concerns only whoever looks after the network it is in.
          const words = forbidden
            ? `${name} leads to an address that is none of the public internet.`
            : `${name} has no address.`;
          callback(new ForbiddenUrlError(words), []);
        } else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}
