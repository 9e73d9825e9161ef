import { z } from "zod";
import { SignedIn } from "../sessions/outputs.ts";
import { purposes } from "./begin.ts";

/** What people choose from. */
export const ProviderView = z.object({ name: z.string(), label: z.string() });

/** Where the browser goes to. */
export const Destination = z.object({ url: z.string() });

export const Finished = SignedIn.extend({ purpose: z.enum(purposes), next: z.string().nullable() });

export const Connections = z.object({
  connections: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      label: z.string(),
      email: z.string().nullable(),
      createdAt: z.date(),
      lastUsedAt: z.date().nullable(),
    }),
  ),
  mayUnlink: z.boolean(),
});
