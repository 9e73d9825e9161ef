import { descending, literal } from "@plinth/database";
import { cursorOf, positionAt, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "../accounts/table.ts";
import type { PeopleWanted } from "./inputs.ts";
import type { PeoplePage } from "./outputs.ts";

const Place = z.tuple([z.uuid()]);

/** Everybody who has an account, the newest first. For operators. */
export async function listPeople(
  ctx: QueryContext<UserActor>,
  { text, show, cursor, limit }: z.output<typeof PeopleWanted>,
): Promise<z.input<typeof PeoplePage>> {
  const list = JSON.stringify(["people", show, text ?? null]);
  const [before] = cursor === undefined ? [] : positionAt(list, cursor, (at) => Place.safeParse(at).data);
  const behind = before === undefined ? undefined : lt(users.id, before);
  // One more than asked for tells whether there is a next page.
  const rows = await ctx.db
    .select()
    .from(users)
    .where(and(shown[show], text === undefined ? undefined : isNamed(text), behind))
    .orderBy(descending(users.id))
    .limit(limit + 1);
  const people = rows.slice(0, limit);
  const last = people.at(-1);
  return { people, nextCursor: rows.length > limit && last ? cursorOf(list, [last.id]) : null };
}

const shown: Record<z.output<typeof PeopleWanted>["show"], SQL | undefined> = {
  everybody: undefined,
  operators: isNotNull(users.operatorSince),
  suspended: isNotNull(users.suspendedAt),
  leaving: isNotNull(users.deletionDueAt),
};

/** Letters of either case; addresses are in lower case already. */
function isNamed(text: string): SQL | undefined {
  const pattern = `%${literal(text.toLowerCase())}%`;
  return or(sql`lower(${users.name}) like ${pattern} escape '\\'`, sql`${users.email} like ${pattern} escape '\\'`);
}
