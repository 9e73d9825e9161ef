import { z } from "zod";

/** What people are told of. */
export const kinds = ["mentioned", "assigned", "commented", "invited", "dueSoon"] as const;

export const kind = z.enum(kinds);

export type Kind = (typeof kinds)[number];

/** When a notification is mailed as well. */
export const mailTimes = ["never", "atOnce", "daily"] as const;

export const mailTime = z.enum(mailTimes);

/** How somebody wants to hear of a kind. */
export interface Channels {
  inApp: boolean;
  mail: (typeof mailTimes)[number];
}

/** Of those who chose nothing. An invite is mailed by itself. */
export const usualChannels: Record<Kind, Channels> = {
  mentioned: { inApp: true, mail: "atOnce" },
  assigned: { inApp: true, mail: "atOnce" },
  commented: { inApp: true, mail: "daily" },
  invited: { inApp: true, mail: "never" },
  dueSoon: { inApp: true, mail: "daily" },
};
