import { one } from "@plinth/database";
import { conflict, forbidden, type MutationContext, type UserActor, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { record } from "../../record.ts";
import { type User, users } from "../accounts/table.ts";
import { closeSessions } from "../sessions/end-sessions.ts";
import { findPerson } from "./find-person.ts";
import type { Suspension } from "./inputs.ts";
import { officeMail } from "./office-mail.ts";
import { requireAnotherOperator } from "./operators.ts";

const toWrite = (ctx: MutationContext<UserActor>) => unruled(ctx, "operators look after everybody's accounts");

/**
 * Stops everything of a person's at once: their sessions and keys are nobody's, mail to them and what they set up rest. All of it is theirs again when
 * they are restored.
 *
 * @throws Failure NOT_FOUND, FORBIDDEN for oneself, CONFLICT for somebody suspended already and for the last operator
 */
export async function suspendPerson(
  ctx: MutationContext<UserActor>,
  { id, reason }: z.output<typeof Suspension>,
): Promise<User> {
  if (id === ctx.actor.userId) throw forbidden("Nobody may suspend themselves. Ask another operator.");
  const person = await findPerson(ctx, id);
  if (person.suspendedAt) throw conflict(`${person.name} is suspended already.`);
  if (person.operatorSince) await requireAnotherOperator(ctx, id);
  const suspended = await change(ctx, id, { suspendedAt: ctx.now, suspendedWhy: reason });
  await record(ctx, "account.suspended", suspended, { reason });
  return suspended;
}

/** Takes a suspension back. @throws Failure NOT_FOUND, CONFLICT for somebody who is not suspended */
export async function restorePerson(ctx: MutationContext<UserActor>, id: string): Promise<User> {
  const person = await findPerson(ctx, id);
  if (!person.suspendedAt) throw conflict(`${person.name} is not suspended.`);
  const restored = await change(ctx, id, { suspendedAt: null, suspendedWhy: null });
  await record(ctx, "account.restored", restored);
  await tell(ctx, id, "restored");
  return restored;
}

/** Has somebody run the installation too. @throws Failure NOT_FOUND, CONFLICT for an operator, or somebody who is suspended or leaving */
export async function makeOperator(ctx: MutationContext<UserActor>, id: string): Promise<User> {
  const person = await findPerson(ctx, id);
  if (person.operatorSince) throw conflict(`${person.name} is an operator already.`);
  if (person.suspendedAt) throw conflict(`${person.name} is suspended. Restore them first.`);
  if (person.deletionDueAt) throw conflict(`${person.name} is about to delete their account.`);
  const made = await change(ctx, id, { operatorSince: ctx.now });
  await record(ctx, "account.operator_made", made);
  await tell(ctx, id, "made");
  return made;
}

/** Has somebody run it no more; also oneself. @throws Failure NOT_FOUND, CONFLICT for whoever is none, and for the last */
export async function unmakeOperator(ctx: MutationContext<UserActor>, id: string): Promise<User> {
  const person = await findPerson(ctx, id);
  if (!person.operatorSince) throw conflict(`${person.name} is no operator.`);
  await requireAnotherOperator(ctx, id);
  const unmade = await change(ctx, id, { operatorSince: null });
  await record(ctx, "account.operator_unmade", unmade);
  await tell(ctx, id, "unmade");
  return unmade;
}

/** Signs somebody out everywhere. @throws Failure NOT_FOUND */
export async function endSessionsOf(ctx: MutationContext<UserActor>, id: string): Promise<number> {
  const person = await findPerson(ctx, id);
  const ended = await closeSessions(ctx, toWrite(ctx), { userId: id });
  await record(ctx, "session.ended", person, { sessions: ended, byOperator: true });
  return ended;
}

function change(ctx: MutationContext<UserActor>, id: string, values: Partial<User>): Promise<User> {
  return one(toWrite(ctx).update(users).set(values).where(eq(users.id, id)).returning());
}

async function tell(
  ctx: MutationContext<UserActor>,
  userId: string,
  what: "made" | "unmade" | "restored",
): Promise<void> {
  const { name } = await findPerson(ctx, ctx.actor.userId);
  await sendMail(ctx, officeMail, { to: { userId }, props: { what, operator: name, at: ctx.now.toISOString() } });
}
