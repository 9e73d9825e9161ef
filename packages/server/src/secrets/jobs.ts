import { job, unruled } from "@plinth/kernel";
import { z } from "zod";
import { resealEverything } from "./reseal.ts";

/** Seals with the newest secret what older ones have sealed, so that these can be dropped after a while. */
export const resealSecrets = job(
  "resealSecrets",
  z.strictObject({}),
  async (ctx) => {
    const left = await resealEverything(ctx.db, (work) =>
      ctx.write(async (tx) => work(unruled(tx, "the installation seals anew what it has sealed"))),
    );
    if (Object.keys(left.damaged).length > 0) ctx.log.error(left, "what was sealed is damaged");
    else if (left.resealed > 0 || Object.keys(left.unreadable).length > 0) ctx.log.info(left, "secrets sealed anew");
  },
  { timeoutMs: 600_000 },
);
