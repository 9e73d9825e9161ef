import type { Samples } from "../../access/samples.ts";

const ids = ["5f0c1e52-8a43-4b7e-a0c7-6d1d5f0e9b21"];

export const notificationSamples: Samples<"notifications"> = {
  list: () => ({}),
  unreadCount: () => undefined,
  markRead: () => ({ ids }),
  markTaskRead: ({ taskId }) => ({ taskId }),
  markAllRead: () => ({ until: "2026-06-01T09:00:00.000Z" }),
  markUnread: () => ({ ids }),
  preferences: () => undefined,
  setPreference: () => ({ kind: "commented", inApp: true, mail: "never" }),
  setDigest: () => ({ timeZone: "Europe/Berlin", hour: 7 }),
};
