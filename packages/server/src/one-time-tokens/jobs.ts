import { purging } from "@plinth/kernel";
import { purgeOneTimeTokens } from "./one-time-tokens.ts";

/** Removes one-time tokens whose time is over. */
export const purgeTokens = purging("purgeOneTimeTokens", purgeOneTimeTokens);
