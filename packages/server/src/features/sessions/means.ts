import type { SecondFactor } from "./second-factors.ts";

/**
 * How somebody has shown who they are. A passkey is two factors by itself: a thing they have, and what unlocks it. Approval is given where they are
 * signed in, and have just proved that it is them.
 */
export const firstFactors = ["password", "mail", "provider", "passkey", "approval"] as const;

export type FirstFactor = (typeof firstFactors)[number];

/** How a session came about, as history keeps it. */
export interface Means {
  by: FirstFactor | "impersonation";
  /** What they showed besides, or that they have asked not to be asked for it in this browser. None where none is set up, or none is needed. */
  secondFactor?: SecondFactor | "trusted browser";
}
