import { first } from "@plinth/database";
import { type Actor, notFound, type QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { type User, users } from "../accounts/table.ts";

/** Anybody, for operators. @throws Failure NOT_FOUND */
export async function findPerson({ db }: QueryContext<Actor>, id: string): Promise<User> {
  const person = await first(db.select().from(users).where(eq(users.id, id)));
  if (!person) throw notFound("person");
  return person;
}
