import { rules } from "@plinth/kernel";
import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { webhookDeliveries, webhooks } from "./table.ts";

const admin = atLeast("admin", "look after webhooks");

export const webhookRules = rules(webhooks, {
  noun: "webhook",
  sight: inWorkspace(webhooks.workspaceId),
  deeds: { see: admin, update: admin, rotateSecret: admin, disable: admin, enable: admin, delete: admin, send: admin },
});

export const deliveryRules = rules(webhookDeliveries, {
  noun: "delivery",
  sight: inWorkspace(webhookDeliveries.workspaceId),
  deeds: { see: admin, redeliver: admin },
});

/**
 * Whoever stands behind an endpoint could still set it up. Used as the condition of a join with `members`, so that whoever is removed,
 * demoted or held takes nothing along.
 */
export function isVouchedFor(): SQL | undefined {
  return and(
    eq(members.workspaceId, webhooks.workspaceId),
    eq(members.userId, webhooks.vouchedBy),
    isNull(members.heldSince),
    inArray(members.role, ["owner", "admin"]),
  );
}

/** The same as the condition of a join with `users`. */
export function isInGoodStanding(): SQL | undefined {
  return and(eq(users.id, webhooks.vouchedBy), isNull(users.suspendedAt));
}
