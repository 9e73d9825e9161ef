import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { workspaces } from "../workspaces/table.ts";
import type { Scope } from "./scopes.ts";

const { table, id, ref, text, json, moment, index, unique } = column;

/** What programs show to act for a person. */
export const apiKeys = table(
  "api_keys",
  {
    id: id(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** The one workspace that it is limited to; without, it reaches all that its person does. */
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** What its token begins with, to know it again by. No secret. */
    prefix: text().notNull(),
    /** SHA-256 of the token, in hex: a copy of the database opens nothing. */
    tokenHash: text().notNull(),
    scopes: json<Scope[]>().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** To the hour, so that reading does not mean writing. */
    lastUsedAt: moment(),
  },
  (key) => [
    unique("api_keys_token").on(key.tokenHash),
    index("api_keys_user").on(key.userId),
    index("api_keys_workspace").on(key.workspaceId),
  ],
);

export type ApiKey = typeof apiKeys.$inferSelect;
