import { first } from "@plinth/database";
import { Failure, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, desc, gt } from "drizzle-orm";
import type { z } from "zod";
import { findMe } from "../accounts/accounts.ts";
import { requireAnotherOperator } from "../people/operators.ts";
import type { MyDataState } from "./outputs.ts";
import { exportRules } from "./rules.ts";
import { AGAIN_AFTER_MS } from "./start-export.ts";
import { dataExports } from "./table.ts";
import { wouldLeave } from "./would-leave.ts";

/** The caller's export, if there is one, and what would happen if they deleted their account. */
export async function showState(ctx: QueryContext<UserActor>): Promise<z.input<typeof MyDataState>> {
  const me = await findMe(ctx);
  const isOpen = and(exportRules.visible(ctx.db, ctx.actor), gt(dataExports.expiresAt, ctx.now));
  const newest = await first(
    ctx.db.select().from(dataExports).where(isOpen).orderBy(desc(dataExports.requestedAt)).limit(1),
  );
  const again = newest && new Date(newest.requestedAt.getTime() + AGAIN_AFTER_MS);
  const { alone, ownerless } = await wouldLeave(ctx.db, me.id);
  return {
    export: newest ?? null,
    nextExportAt: again && again > ctx.now ? again : null,
    deletion: {
      ...{ dueAt: me.deletionDueAt, blockedBy: ownerless, deletes: alone },
      lastOperator: me.operatorSince !== null && (await isLastOperator(ctx)),
    },
  };
}

function isLastOperator(ctx: QueryContext<UserActor>): Promise<boolean> {
  return requireAnotherOperator(ctx, ctx.actor.userId).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Failure) return true;
      throw error;
    },
  );
}
