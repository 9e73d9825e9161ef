import { type Onlooker, own, rules } from "@plinth/kernel";
import { and, eq, or, sql } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { inWorkspace } from "../members/rules.ts";
import { notifications } from "./table.ts";

const here = inWorkspace(notifications.workspaceId);

/** An invite leads to where its reader is not yet: beyond whatever they are limited to. */
const invitesTo = ({ tenantId }: Onlooker) => (tenantId === undefined ? eq(notifications.kind, "invited") : undefined);

/** People are told what is theirs, and only while they belong to where it happened; an invite leads there from outside. */
export const notificationRules = rules(notifications, {
  noun: "notification",
  sight: {
    visible: (db, onlooker) => {
      const within = or(invitesTo(onlooker), here.visible(db, onlooker));
      return sql`${and(eq(notifications.userId, onlooker.userId), within)}`;
    },
    standing: (onlooker) => {
      const within = or(invitesTo(onlooker), sql`${here.standing(onlooker)} is not null`);
      const theirs = and(eq(notifications.userId, onlooker.userId), within);
      return sql<"self" | null>`${sql`case when ${theirs} then 'self' end`}`;
    },
  },
  deeds: {},
});

/** Everybody keeps their own inbox, and says what they want to hear of. */
export const inboxRules = rules(users, { noun: "account", sight: own(users.id), deeds: { keep: () => true } });
