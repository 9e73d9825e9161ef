import { purging } from "@plinth/kernel";
import { purgeAttempts as purgeSome } from "./attempts.ts";

/** Removes attempts that are forgotten. */
export const purgeAttempts = purging("purgeAttempts", purgeSome);
