import { own, rules } from "@plinth/kernel";
import { and, eq, or, sql } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { inWorkspace } from "../members/rules.ts";
import { notifications } from "./table.ts";

const here = inWorkspace(notifications.workspaceId);

/** People are told what is theirs, and only while they belong to where it happened; an invite leads there from outside. */
export const notificationRules = rules(notifications, {
  noun: "notification",
  sight: {
    visible: (db, person) => {
      const within = or(eq(notifications.kind, "invited"), here.visible(db, person));
      return sql`${and(eq(notifications.userId, person), within)}`;
    },
    standing: (person) => {
      const within = or(eq(notifications.kind, "invited"), sql`${here.standing(person)} is not null`);
      return sql<"self" | null>`${sql`case when ${and(eq(notifications.userId, person), within)} then 'self' end`}`;
    },
  },
  deeds: {},
});

/** Everybody keeps their own inbox, and says what they want to hear of. */
export const inboxRules = rules(users, { noun: "account", sight: own(users.id), deeds: { keep: () => true } });
