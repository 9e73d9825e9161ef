import type { RouterOutputs } from "@plinth/client";

/** A line of the inbox. */
export type Notification = RouterOutputs["notifications"]["list"]["notifications"][number];

export type Kind = Notification["kind"];
