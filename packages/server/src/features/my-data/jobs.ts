import { purging } from "@plinth/kernel";
import { purgeDataExports } from "./purge-exports.ts";

export { eraseAccounts } from "./erase-accounts.ts";
export { makeExport } from "./make-export.ts";

/** Removes exports that can be fetched no more. */
export const purgeExports = purging("purgeDataExports", purgeDataExports);
