import { purging } from "@plinth/kernel";
import { purgeDeletedTasks } from "./trash.ts";

/** Removes tasks whose time in the trash is over. */
export const purgeTrash = purging("purgeTrash", purgeDeletedTasks);
