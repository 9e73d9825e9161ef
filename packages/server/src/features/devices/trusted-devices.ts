import { descending, one } from "@plinth/database";
import type { MutationContext, QueryContext, UserActor } from "@plinth/kernel";
import { and, eq, getTableColumns, gt } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { describeDevice } from "./describe-device.ts";
import { distrustDevices } from "./devices.ts";
import type { TrustedDevice } from "./outputs.ts";
import { deviceRules } from "./rules.ts";
import { devices } from "./table.ts";

/** The browsers in which the caller is asked for no second factor, the latest used first. */
export async function listTrustedDevices(ctx: QueryContext<UserActor>): Promise<z.input<typeof TrustedDevice>[]> {
  const rows = await ctx.db
    .select()
    .from(devices)
    .where(and(deviceRules.visible(ctx.db, ctx.actor), gt(devices.trustedUntil, ctx.now)))
    .orderBy(descending(devices.lastSeenAt), descending(devices.id));
  return rows.flatMap(({ id, userAgent, lastSeenAt, trustedUntil }) =>
    trustedUntil ? [{ id, device: describeDevice(userAgent), lastSeenAt, trustedUntil }] : [],
  );
}

const deviceById = deviceRules.finder("deviceById", { id: devices.id }, (db, $) =>
  db
    .select({ ...getTableColumns(devices), role: $.role })
    .from(devices)
    .where(eq(devices.id, $.id)),
);

/** Asks for a second factor in one of the caller's browsers again. */
export async function distrustDevice(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const device = await deviceById(ctx, { id });
  const db = deviceRules.allow(ctx, device, "distrust");
  await one(db.update(devices).set({ trustedUntil: null }).where(eq(devices.id, device.id)).returning());
  await record(ctx, "account.browser_distrusted", { id: ctx.actor.userId });
}

/** The same in all of them. */
export async function distrustAllDevices(ctx: MutationContext<UserActor>): Promise<void> {
  await distrustDevices(ctx, ctx.actor.userId);
  await record(ctx, "account.browser_distrusted", { id: ctx.actor.userId });
}
