import { column, type Database } from "@plinth/database";
import { and, inArray, lt } from "drizzle-orm";
import type { Logger } from "pino";

const { table, text, moment, oneOf, primaryKey, index } = column;

/** Calls that came with an `Idempotency-Key`, and what they were answered, for whoever sends one again. */
export const answeredCalls = table(
  "answered_calls",
  {
    /** Who called: `user` or `key` and an id, or `anonymous`. No reference: it is over in a day. */
    caller: text().notNull(),
    /** A hash of the key. */
    id: text().notNull(),
    /** A hash of the procedure's path and input: under one key there is one call. */
    call: text().notNull(),
    state: oneOf(["begun", "done"]).notNull(),
    /** Readable with the key alone; nothing when there is none yet, or it is too long to keep. */
    answer: text(),
    at: moment().notNull(),
  },
  (call) => [primaryKey({ columns: [call.caller, call.id] }), index("answered_calls_at").on(call.at)],
);

const KEPT_MS = 24 * 3_600_000;
const SWEPT_AT_ONCE = 1_000;

/** Removes what is older than a day, some at a time. A failure is logged: the next sweep removes them too. */
export async function sweepAnsweredCalls({ database, now, log }: { database: Database; now: Date; log: Logger }) {
  const old = lt(answeredCalls.at, new Date(now.getTime() - KEPT_MS));
  try {
    let swept = SWEPT_AT_ONCE;
    while (swept === SWEPT_AT_ONCE) {
      const rows = await database.write(
        (db) => {
          const some = db.select({ id: answeredCalls.id }).from(answeredCalls).where(old).limit(SWEPT_AT_ONCE);
          return db
            .delete(answeredCalls)
            .where(and(old, inArray(answeredCalls.id, some)))
            .returning({ id: answeredCalls.id });
        },
        { name: "sweepAnsweredCalls" },
      );
      swept = rows.length;
    }
  } catch (error) {
    log.error({ error }, "sweepAnsweredCalls failed");
  }
}
