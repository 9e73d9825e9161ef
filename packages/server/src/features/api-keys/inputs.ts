import { z } from "zod";
import { line, rowId, wholeNumber } from "../../fields.ts";
import { scopes } from "./scopes.ts";

export const KeyId = z.strictObject({ id: rowId });

/** No key is for ever: what nobody looks after any more ends by itself. */
export const NewKey = z.strictObject({
  name: line(100),
  /** Left out, the key reaches all workspaces of its person. */
  workspaceId: rowId.optional(),
  scopes: z.array(z.enum(scopes)).min(1, "Choose at least one").max(scopes.length),
  expiresInDays: wholeNumber(1, 365).default(90),
});

export const KeysOfWorkspace = z.strictObject({ workspaceId: rowId });
