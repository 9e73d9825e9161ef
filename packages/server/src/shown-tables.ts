import * as tables from "./tables.ts";

// How often somebody calls and what they were answered is not what a call is about.
const { answeredCalls: _answers, rateLimits: _limits, ...product } = tables;

/** Those of whose rows dry runs tell. */
export const shownTables = Object.values(product);
