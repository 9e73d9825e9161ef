import { z } from "zod";

/** For the program alone: `deviceCode` is what it asks with, `userCode` what it shows. */
export const BegunDeviceLogin = z.object({
  deviceCode: z.string(),
  userCode: z.string(),
  /** Where people type the code, below the server's address. */
  verificationPath: z.string(),
  expiresAt: z.date(),
  intervalSeconds: z.number(),
});

/** `slow-down`: wait five seconds longer between two questions. With `approved` comes the session's token, once. */
export const PolledDeviceLogin = z.object({
  state: z.enum(["pending", "slow-down", "denied", "expired", "approved"]),
  token: z.string().nullable(),
});

export const DeviceLoginView = z.object({ host: z.string(), address: z.string().nullable(), createdAt: z.date() });
