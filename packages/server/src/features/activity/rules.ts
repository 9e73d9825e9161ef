import type { AnyColumn } from "@plinth/database";
import { events, type Onlooker, rules } from "@plinth/kernel";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";

// Events name what they belong to as text, because the kernel does not know what it is.
const asText = (column: AnyColumn) => sql`cast(${column} as text)`;

const isOpenTo = ({ userId, tenantId }: Onlooker) =>
  and(
    eq(members.userId, userId),
    isNull(members.heldSince),
    tenantId === undefined ? undefined : eq(members.workspaceId, tenantId),
  );

/** What happened in a workspace is seen by its members. Nobody sees here what happened to accounts and sessions. */
export const eventRules = rules(events, {
  noun: "event",
  sight: {
    visible: (_, onlooker) =>
      sql`${events.tenantId} in (select ${asText(members.workspaceId)} from ${members} where ${isOpenTo(onlooker)})`,
    standing: (onlooker) => {
      const theirs = and(eq(asText(members.workspaceId), events.tenantId), isOpenTo(onlooker));
      return sql<Role | null>`${sql`(select ${members.role} from ${members} where ${theirs})`}`;
    },
  },
  deeds: {},
});
