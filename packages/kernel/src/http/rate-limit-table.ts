import { column, type Database, one, preparedWrite } from "@plinth/database";
import { and, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Logger } from "pino";
import { CLOCK_SPREAD } from "./bucket.ts";
import type { Lease } from "./leased-bucket.ts";

const { table, text, integer } = column;

/** The buckets that processes share, where a database has several. A key without a row has a full one. */
export const rateLimits = table("rate_limits", {
  /** Whose calls: `address 192.0.2.7`, `actor` and an id. */
  key: text().primaryKey(),
  /** When the bucket will be full again, in microseconds since 1970. */
  fullAt: integer().notNull(),
  /** How much of it the last one to ask was given; it has no other way to know. */
  taken: integer().notNull(),
});

/** What to take from a shared bucket: at least `cost`, better a whole `lease`. All but the key in microseconds. */
export interface Question {
  key: string;
  /** What one call takes. */
  call: number;
  cost: number;
  lease: number;
  capacity: number;
  now: number;
}

const micros = rateLimits.fullAt;
const parameters = { key: rateLimits.key, now: micros, latest: micros, absurd: micros, fullAt: micros };

const takeLease = preparedWrite(
  "takeLease",
  { ...parameters, call: micros, cost: micros, lease: micros },
  (db, { key, now, latest, absurd, fullAt, call, cost, lease }) => {
    const from = sql`case when ${micros} > ${absurd} then ${latest} when ${micros} > ${now} then ${micros} else ${now} end`;
    const room = sql`(${latest} - ${from})`;
    const taken: SQL<number> = sql`case when ${room} >= ${lease} then ${lease} when ${room} >= ${cost} then ${room} - ${room} % ${call} else 0 end`;
    return db
      .insert(rateLimits)
      .values({ key, fullAt, taken: lease })
      .onConflictDoUpdate({ target: rateLimits.key, set: { fullAt: sql`${from} + ${taken}`, taken } })
      .returning({ fullAt: rateLimits.fullAt, taken: rateLimits.taken });
  },
);

/** Takes a lease, or what is left when that is enough for the call, or nothing. One statement, so no two processes take the same. */
export function takeShared(
  database: Pick<Database, "statement">,
  { key, call, cost, lease, capacity, now }: Question,
): Promise<Lease> {
  const latest = now + capacity;
  const values = { key, call, cost, lease, now, latest, absurd: latest + CLOCK_SPREAD, fullAt: now + lease };
  return database.statement((db) => one(takeLease.all(db, values)));
}

const SWEPT_AT_ONCE = 5_000;

/** Removes the rows of buckets that are full again, some thousands at a time. A failure is logged: the next sweep removes them too. */
export async function sweepRateLimits({ database, now, log }: { database: Database; now: Date; log: Logger }) {
  const full = lte(rateLimits.fullAt, now.getTime() * 1_000 - CLOCK_SPREAD);
  try {
    let swept = SWEPT_AT_ONCE;
    while (swept === SWEPT_AT_ONCE) {
      const rows = await database.statement((db) => {
        const some = db.select({ key: rateLimits.key }).from(rateLimits).where(full).limit(SWEPT_AT_ONCE);
        // Said again outside, for one that another process takes from meanwhile.
        return db
          .delete(rateLimits)
          .where(and(full, inArray(rateLimits.key, some)))
          .returning({ key: rateLimits.key });
      });
      swept = rows.length;
    }
  } catch (error) {
    log.error({ error }, "full rate limits were not swept");
  }
}
