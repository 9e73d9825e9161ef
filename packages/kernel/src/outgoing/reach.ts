import { isPublicAddress } from "./public-address.ts";

/** Whom a process may call on behalf of the people who use it. */
export interface Reach {
  protocols: readonly string[];
  /** Whether this IP address may be called. */
  mayReach(address: string): boolean;
  /** Whether names that only mean something in one network, such as `localhost`, may be called. */
  localNames: boolean;
  /** The only hosts that may be called: `hooks.example.com`, or `*.example.com` for all below it. Left out, any. */
  hosts?: readonly string[] | undefined;
}

/** The public net, over https. */
export const publicReach: Reach = { protocols: ["https:"], mayReach: isPublicAddress, localNames: false };

/** Also what is in the installation's own network, and without encryption: for development and tests. */
export const anyReach: Reach = { protocols: ["https:", "http:"], mayReach: () => true, localNames: true };

let reach = publicReach;

/** Says whom this process may call. Like its environment it is the process's, so it is not handed from call to call. */
export function useReach(wanted: Reach): void {
  reach = wanted;
}

/** Whom this process may call; the public net unless it was told otherwise. */
export function usualReach(): Reach {
  return reach;
}
