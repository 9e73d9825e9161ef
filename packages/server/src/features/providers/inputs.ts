import { z } from "zod";
import { linkToken, rowId, text } from "../../fields.ts";
import { pathHere } from "./path-here.ts";

const providerName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "Is not the name of a provider");

export const Beginning = z.strictObject({
  provider: providerName,
  /** The page of the web app to go on to. */
  next: z
    .string()
    .max(2_000, "Use at most 2000 characters")
    .refine((next) => pathHere(next) !== undefined, "Is not a page of this app")
    .optional(),
});

export const LinkBeginning = Beginning.pick({ provider: true });

/** What a provider's redirect carries. */
export const ComingBack = z.strictObject({
  provider: providerName,
  state: linkToken,
  code: text(4_000).min(1, "Is missing"),
  iss: text(500).optional(),
});

export const ConnectionId = z.strictObject({ id: rowId });
