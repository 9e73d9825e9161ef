import { first } from "@plinth/database";
import type { ActionContext, Actor, MutationContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { tellOfChange } from "../accounts/security-mail.ts";
import { describeDevice } from "../devices/describe-device.ts";
import { findDevice } from "../devices/devices.ts";
import { devices } from "../devices/table.ts";
import { sessions } from "./table.ts";

interface Arrival {
  userId: string;
  browser: string | undefined;
  client: ActionContext["client"];
}

/** Mails somebody that they sign in where they never did before, but for their very first time. A program is known by its name. */
export async function tellOfNewDevice(
  ctx: MutationContext<Actor>,
  { userId, browser, client }: Arrival,
): Promise<void> {
  const isKnown = browser ? await findDevice(ctx, userId, browser) : await findSession(ctx, userId, client.userAgent);
  if (isKnown || !(await hasSignedInBefore(ctx, userId))) return;
  const where = [describeDevice(client.userAgent), client.address].filter(Boolean).join(", ");
  await tellOfChange(ctx, userId, `A sign-in from a new device: ${where}`);
}

function findSession({ db }: MutationContext<Actor>, userId: string, userAgent: string | null) {
  const isSame = userAgent === null ? isNull(sessions.userAgent) : eq(sessions.userAgent, userAgent);
  return first(
    db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.userId, userId), isSame)),
  );
}

async function hasSignedInBefore({ db }: MutationContext<Actor>, userId: string): Promise<boolean> {
  const device = await first(db.select({ id: devices.id }).from(devices).where(eq(devices.userId, userId)));
  return !!device || !!(await first(db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId))));
}
