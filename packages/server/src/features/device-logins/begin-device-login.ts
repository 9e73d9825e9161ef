import { type ActionContext, type Actor, unruled } from "@plinth/kernel";
import { lte } from "drizzle-orm";
import type { z } from "zod";
import { hashToken, newLinkToken } from "../../one-time-tokens/token.ts";
import type { NewDeviceLogin } from "./inputs.ts";
import type { BegunDeviceLogin } from "./outputs.ts";
import { deviceLogins } from "./table.ts";
import { newUserCode } from "./user-code.ts";

/** How often a program may ask. */
export const INTERVAL_SECONDS = 5;

const LIFE_MS = 10 * 60_000;

/** Begins to sign a program in: its person then approves it in a browser. */
export function beginDeviceLogin(
  ctx: ActionContext<Actor>,
  { host }: z.output<typeof NewDeviceLogin>,
): Promise<z.input<typeof BegunDeviceLogin>> {
  const [deviceCode, userCode] = [newLinkToken(), newUserCode()];
  const expiresAt = new Date(ctx.now.getTime() + LIFE_MS);
  return ctx.write(async (tx) => {
    const db = unruled(tx, "a program that asks to be signed in is nobody's yet");
    await db.delete(deviceLogins).where(lte(deviceLogins.expiresAt, ctx.now));
    await db.insert(deviceLogins).values({
      ...{ deviceHash: hashToken(deviceCode), userHash: hashToken(userCode), state: "pending", userId: null },
      ...{ host, address: ctx.client.address, createdAt: ctx.now, expiresAt, polledAt: null },
    });
    return { deviceCode, userCode, verificationPath: "/device", expiresAt, intervalSeconds: INTERVAL_SECONDS };
  });
}
